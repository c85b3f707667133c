package org.eltor.relay.internal.path;

import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.tor.Fingerprint;

/** A relay that may be used, with its price and networks. Thread-safe. */
final class Candidate {
    /** The weight at a position where it may not be used. */
    static final double NOT_THERE = -1;

    private final RelayDescriptor relay;
    private final long cost;
    private final double factor;
    private final double asGuard;
    private final double asMiddle;
    private final double asExit;
    private final long rate;
    private Networks networks; // worked out for the few that are looked at closely; a race does it twice, harmlessly

    /**
     * @param cost price as one hop of a circuit, millisatoshi
     * @param factor what price and history do to its weight
     * @param asGuard its weight as a guard without that factor, or {@link #NOT_THERE}; so with the others
     */
    Candidate(RelayDescriptor relay, long cost, double factor, double asGuard, double asMiddle, double asExit) {
        this.relay = relay;
        this.cost = cost;
        this.rate = relay.terms().rate().msat();
        this.factor = factor;
        this.asGuard = asGuard;
        this.asMiddle = asMiddle;
        this.asExit = asExit;
    }

    private double bare(Position position) {
        return switch (position) {
            case GUARD -> asGuard;
            case MIDDLE -> asMiddle;
            case EXIT -> asExit;
        };
    }

    /** Whether it may be used at a position. */
    boolean mayBe(Position position) {
        return bare(position) != NOT_THERE;
    }

    /** What its chance at a position is in proportion to. */
    double weight(Position position) {
        return bare(position) * factor;
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
        return rate;
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
