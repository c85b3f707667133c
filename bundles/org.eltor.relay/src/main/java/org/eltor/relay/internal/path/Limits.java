package org.eltor.relay.internal.path;

/**
 * What a path may cost, millisatoshi; equal is allowed.
 *
 * @param circuit the whole circuit, fees included
 * @param interval one interval of its three relays, without fees
 */
record Limits(long circuit, long interval) {
    static final Limits NONE = new Limits(Long.MAX_VALUE, Long.MAX_VALUE);

    boolean allow(Path path) {
        return path.cost() <= circuit && path.rate() <= interval;
    }

    boolean allow(Candidate guard, Candidate middle, Candidate exit) {
        return Path.sum(guard.cost(), middle.cost(), exit.cost()) <= circuit
                && Path.sum(guard.rate(), middle.rate(), exit.rate()) <= interval;
    }

    Limits circuit(long other) {
        return new Limits(other, interval);
    }
}
