package org.eltor.circuit.internal.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides which circuit's next interval is paid, and when. Pure. The order is the strategy's; the deadline is ours:
 * a circuit whose interval has to be paid by now comes first, whatever the strategy says.
 */
final class RoundPlanner {
    private RoundPlanner() {}

    /**
     * A circuit with an interval to be paid.
     *
     * @param circuit the circuit
     * @param interval its next unpaid interval
     * @param openFrom from when on it may be paid
     * @param startBy the latest moment to begin
     */
    record Payable(ManagedCircuit circuit, int interval, Instant openFrom, Instant startBy) {}

    /** What to do now. */
    sealed interface Decision {
        /**
         * Begin a round.
         *
         * @param payable what to pay
         * @param instead the circuit that the strategy would have named, where the deadline decided otherwise
         */
        record Pay(Payable payable, Optional<ManagedCircuit> instead) implements Decision {}

        /** Decide again at this time. */
        record WaitUntil(Instant time) implements Decision {}

        /** Nothing can be paid until the pool changes. */
        record Idle() implements Decision {}
    }

    /**
     * @param now the time
     * @param nextTurn when the next round is due by the even spacing of rounds
     * @param payables every live circuit with an unpaid interval, in the order of roles
     * @param strategy picks one of several open payables
     */
    static Decision decide(Instant now, Instant nextTurn, List<Payable> payables, Strategy strategy) {
        List<Payable> open =
                payables.stream().filter(p -> !p.openFrom().isAfter(now)).toList();
        Optional<Payable> urgent =
                open.stream().filter(p -> !p.startBy().isAfter(now)).min(Comparator.comparing(Payable::startBy));
        if (urgent.isPresent()) {
            Payable wanted = strategy.apply(open);
            boolean other = wanted.circuit() != urgent.get().circuit();
            return new Decision.Pay(urgent.get(), other ? Optional.of(wanted.circuit()) : Optional.empty());
        }
        if (!open.isEmpty() && !nextTurn.isAfter(now)) {
            return new Decision.Pay(strategy.apply(open), Optional.empty());
        }
        return payables.stream()
                .flatMap(p -> Stream.of(later(p.openFrom(), nextTurn), later(p.openFrom(), p.startBy())))
                .min(Comparator.naturalOrder())
                .<Decision>map(Decision.WaitUntil::new)
                .orElseGet(Decision.Idle::new);
    }

    /**
     * When the round after this one is due: rounds are spaced evenly by {@code spacing}, and begin anew from now when
     * they fell behind by more than one.
     */
    static Instant following(Instant now, Instant thisTurn, Duration spacing) {
        Instant next = thisTurn.plus(spacing);
        return next.isBefore(now) ? now.plus(spacing) : next;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    /** Picks one of a non-empty list of open payables. */
    @FunctionalInterface
    interface Strategy {
        Payable apply(List<Payable> open);
    }
}
