package org.eltor.relay.internal.path;

import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.tor.Fingerprint;

/** A relay that may be used, with its price and networks. Thread-safe. */
final class Candidate {
    private final RelayDescriptor relay;
    private final long cost;
    private final double factor;
    private Networks networks; // worked out for the few that are looked at closely; a race does it twice, harmlessly

    /**
     * @param cost price as one hop of a circuit, millisatoshi
     * @param factor what price and history do to its weight
     */
    Candidate(RelayDescriptor relay, long cost, double factor) {
        this.relay = relay;
        this.cost = cost;
        this.factor = factor;
    }

    RelayDescriptor relay() {
        return relay;
    }

    Fingerprint fingerprint() {
        return relay.fingerprint();
    }

    long cost() {
        return cost;
    }

    /** Price of one interval without fees, millisatoshi. */
    long rate() {
        return relay.terms().rate().msat();
    }

    double factor() {
        return factor;
    }

    /** Whether both may be in one path: two relays, of two families, in two /16 and /32 networks (path-spec 2.2). */
    boolean goesWith(Candidate other) {
        return !fingerprint().equals(other.fingerprint())
                && !relay.family().contains(other.fingerprint())
                && !other.relay.family().contains(fingerprint())
                && !networks().touches(other.networks());
    }

    private Networks networks() {
        Networks known = networks;
        if (known == null) {
            known = Networks.of(relay.addresses());
            networks = known;
        }
        return known;
    }
}
