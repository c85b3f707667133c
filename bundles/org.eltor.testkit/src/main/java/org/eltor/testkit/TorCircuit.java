package org.eltor.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.CircuitStatus;
import org.eltor.api.tor.Fingerprint;

/** One circuit inside the scripted tor; guarded by the engine's lock. */
final class TorCircuit {
    final CircuitId id;
    final String purpose;
    final Instant created;
    final Kind kind;
    /** The relays asked for, guard first. */
    final List<ScriptedRelay> plan;
    /** How many of them have answered. */
    int hops;

    CircuitStatus status = CircuitStatus.LAUNCHED;
    /** When it first carried a stream; null before. */
    Instant dirtySince;
    /** Tor puts no more streams of its own choice here. */
    boolean unusable;
    /** SOCKS credentials of its first stream, which tor prints with the circuit from then on. */
    Map<String, String> credentials = Map.of();
    /** Remote reason of a death that tor does not know of, since the DESTROY cell is stuck; null while it lives. */
    String severed;

    /** How a circuit came to be. */
    enum Kind {
        /** Tor's own idea. */
        OWN,
        /** EXTENDCIRCUIT. */
        ORDINARY,
        /** EXTENDPAIDCIRCUIT. */
        PAID
    }

    TorCircuit(CircuitId id, String purpose, Kind kind, List<ScriptedRelay> plan, Instant created) {
        this.id = id;
        this.purpose = purpose;
        this.kind = kind;
        this.plan = new ArrayList<>(plan);
        this.created = created;
    }

    List<ScriptedRelay> path() {
        return List.copyOf(plan.subList(0, hops));
    }

    boolean isOpen() {
        return status == CircuitStatus.BUILT;
    }

    boolean isGone() {
        return status == CircuitStatus.CLOSED || status == CircuitStatus.FAILED;
    }

    /** Position of a relay among those reached or being reached now, -1 when it is not among them. */
    int touches(Fingerprint relay) {
        int reach = Math.min(plan.size(), hops + 1);
        for (int i = 0; i < reach; i++) {
            if (plan.get(i).fingerprint().equals(relay)) {
                return i;
            }
        }
        return -1;
    }
}
