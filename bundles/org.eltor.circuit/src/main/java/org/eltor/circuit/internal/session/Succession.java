package org.eltor.circuit.internal.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;

/** Which slot needs a new circuit, and when. On the loop. */
final class Succession {
    private final EventLoop loop;
    private final Predicate<ManagedCircuit> lastInterval;
    private boolean renewing = true;

    /** @param lastInterval whether a circuit's paid life ends with the interval paid last */
    Succession(EventLoop loop, Predicate<ManagedCircuit> lastInterval) {
        this.loop = loop;
        this.lastInterval = lastInterval;
    }

    /** From now on nothing is replaced: the session ends. */
    void stop() {
        renewing = false;
    }

    boolean isDue(Slot slot) {
        if (!slot.isIdle()) {
            return false;
        }
        if (slot.current.isEmpty()) {
            return renewing && (!slot.extra || !slot.settled);
        }
        return slot.renew || hasPassed(successorDueAt(slot.current.get()));
    }

    /** Two thirds of an interval before the paid time ends: time enough to build, and little paid twice. */
    private Instant successorDueAt(ManagedCircuit circuit) {
        if (!renewing || !lastInterval.test(circuit)) {
            return Instant.MAX;
        }
        Duration lead = circuit.clock.length().multipliedBy(2).dividedBy(3);
        return circuit.paidUntil().minus(lead);
    }

    /** Whether a circuit that takes no new streams has to go, streams or not. */
    boolean isPaidTimeOver(ManagedCircuit circuit) {
        return hasPassed(circuit.paidUntil());
    }

    private boolean hasPassed(Instant time) {
        return !time.isAfter(loop.now());
    }

    /** When a successor or an end falls due next; empty while nothing is foreseen. */
    Optional<Instant> nextDue(Collection<ManagedCircuit> circuits) {
        return circuits.stream()
                .map(c -> c.isUsable() ? successorDueAt(c) : c.paidUntil())
                .filter(due -> due.isAfter(loop.now()) && due.isBefore(Instant.MAX))
                .min(Comparator.naturalOrder());
    }
}
