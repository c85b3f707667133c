package org.eltor.circuit.internal.session;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.eltor.api.circuit.CircuitRole;

/** A place of the pool: the circuit that holds it, and the attempt to build the next one. Only touched on the loop. */
final class Slot {
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    final CircuitRole role;

    /** Whether it exists only because streams that must not share a circuit needed one more. */
    final boolean extra;

    /** The usable circuit; empty while there is none. */
    Optional<ManagedCircuit> current = Optional.empty();

    /** Whether a circuit is being planned or built. */
    boolean attempting;

    /** Whether the first attempt of the session has ended, either way. */
    boolean settled;

    /** A successor is wanted although the current circuit is well. */
    boolean renew;

    private int failures;
    private EventLoop.Timer retry = EventLoop.Timer.NONE;
    private boolean waiting;

    Slot(CircuitRole role, boolean extra) {
        this.role = role;
        this.extra = extra;
    }

    boolean isIdle() {
        return !attempting && !waiting;
    }

    /** Holds the next attempt back: not at all after the first failure, then twice as long each time, up to 10 s. */
    void pause(EventLoop loop, RandomGenerator random, boolean atOnce, Runnable then) {
        failures++;
        long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures - 1, 6));
        long millis = atOnce && failures == 1 ? 0 : pause / 2 + random.nextLong(pause / 2 + 1);
        waiting = true;
        retry = loop.schedule(Duration.ofMillis(millis), () -> {
            waiting = false;
            then.run();
        });
    }

    void succeeded(ManagedCircuit circuit) {
        failures = 0;
        renew = false;
        attempting = false;
        settled = true;
        current = Optional.of(circuit);
    }

    /** Ends a pause, because something changed that may make an attempt succeed. */
    void wake() {
        retry.cancel();
        waiting = false;
    }
}
