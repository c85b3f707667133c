package org.eltor.relay.internal.path;

import java.util.List;
import org.eltor.api.relay.RelayDescriptor;

/** Three candidates that go together. */
record Path(Candidate guard, Candidate middle, Candidate exit) {
    /** Price of all three, millisatoshi. */
    long cost() {
        return sum(guard.cost(), middle.cost(), exit.cost());
    }

    /** What all three ask for one interval, millisatoshi. */
    long rate() {
        return sum(guard.rate(), middle.rate(), exit.rate());
    }

    List<RelayDescriptor> hops() {
        return List.of(guard.relay(), middle.relay(), exit.relay());
    }

    /** The sum, or the largest number where it does not fit. */
    static long sum(long first, long second, long third) {
        return saturated(saturated(first, second), third);
    }

    private static long saturated(long first, long second) {
        return first > Long.MAX_VALUE - second ? Long.MAX_VALUE : first + second;
    }
}
