package org.eltor.circuit.internal.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.circuit.SchedulingRequest;
import org.eltor.api.circuit.SchedulingRequest.Purpose;
import org.eltor.circuit.internal.session.RoundPlanner.Decision;
import org.eltor.circuit.internal.session.RoundPlanner.Payable;

/**
 * The rounds of a session: which circuit's next interval is paid when. With n circuits a round starts every n-th part
 * of an interval, so that each circuit is paid once per interval. Runs on the loop.
 */
final class RoundLoop {
    private final Context context;
    private final Pool pool;
    private final int of;
    private final boolean once;
    private final Runnable finished;

    private int session = 1;
    private int number;
    private boolean begun;
    private boolean ended;
    private Instant nextTurn;
    private Instant latestStart = Instant.EPOCH;
    private Optional<Instant> firstUsable = Optional.empty();
    private OptionalInt previousSlot = OptionalInt.empty();
    private EventLoop.Timer timer = EventLoop.Timer.NONE;
    private int unfinished;
    private boolean lastTurnOver;

    /**
     * @param of rounds of a session
     * @param once whether to stop after one session
     * @param finished called when {@code once} is done
     */
    RoundLoop(Context context, Pool pool, int of, boolean once, Runnable finished) {
        this.context = context;
        this.pool = pool;
        this.of = of;
        this.once = once;
        this.finished = finished;
    }

    int session() {
        return session;
    }

    int number() {
        return number;
    }

    int of() {
        return of;
    }

    /** Whether a circuit is not paid any further: its ids are used up, or its session is over. */
    boolean isLastInterval(ManagedCircuit circuit) {
        return circuit.session < session || circuit.nextInterval > circuit.clock.intervals();
    }

    void usable() {
        if (firstUsable.isEmpty()) {
            firstUsable = Optional.of(context.loop().now());
        }
        poke();
    }

    void end() {
        ended = true;
        timer.cancel();
    }

    /** Decides again: the pool, the time or a payment changed. */
    void poke() {
        timer.cancel();
        if (ended || firstUsable.isEmpty() || isOver()) {
            return;
        }
        Instant now = context.loop().now();
        Instant start = begun ? now : startTime();
        if (start.isAfter(now)) {
            wait(now, start);
            return;
        }
        if (!begun) {
            begun = true;
            nextTurn = now;
            announce();
        }
        decide(now);
    }

    /** When the first round may start: all first circuits are settled, or a sixth of an interval was waited for them. */
    private Instant startTime() {
        Duration patience = pool.usable().stream()
                .map(c -> c.clock.length().dividedBy(6))
                .findFirst()
                .orElse(Duration.ZERO);
        return pool.firstAttemptsEnded()
                ? firstUsable.orElseThrow()
                : firstUsable.orElseThrow().plus(patience);
    }

    private void announce() {
        List<ManagedCircuit> usable = pool.usable();
        if (usable.size() > 1) {
            String ids = usable.stream().map(c -> c.id.value()).collect(Collectors.joining(", "));
            context.board().notice("Load balancing between circuits " + ids + ", " + of + " rounds");
        } else {
            context.board().notice("Going on with one circuit; the other is tried again in the background");
        }
    }

    private boolean isOver() {
        return once && session > 1;
    }

    private void decide(Instant now) {
        List<Payable> payables = payables();
        Decision decision = RoundPlanner.decide(now, nextTurn, payables, this::choose);
        if (decision instanceof Decision.Pay pay) {
            start(now, pay);
        } else if (decision instanceof Decision.WaitUntil until) {
            wait(now, until.time());
        }
    }

    private void wait(Instant now, Instant until) {
        timer = context.loop().schedule(Duration.between(now, until), this::poke);
    }

    private List<Payable> payables() {
        Duration settleTime = context.payments().settleTime();
        return pool.usable().stream()
                .filter(c -> c.nextInterval <= c.clock.intervals())
                .map(c -> payable(c, settleTime))
                .toList();
    }

    /**
     * A circuit of a session that is over is paid on only from the moment that its successor is late. A round that is
     * ahead of its interval waits for those under way, for as long as payments take: a wallet that is slow because it has
     * much to do would get slower still, and be given even more to do.
     */
    private Payable payable(ManagedCircuit circuit, Duration settleTime) {
        int interval = circuit.nextInterval;
        boolean early = circuit.hasCarriedTraffic() && circuit.session == session;
        Instant begins = circuit.clock.start(interval);
        Instant settled = unfinished == 0 ? latestStart : latestStart.plus(settleTime);
        Instant spaced = settled.isBefore(begins) ? settled : begins;
        return new Payable(
                circuit,
                interval,
                later(spaced, circuit.clock.openFrom(interval, settleTime, early)),
                later(spaced, circuit.clock.startBy(interval, settleTime, early)));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private Payable choose(List<Payable> open) {
        Map<CircuitInfo, Payable> bySnapshot =
                open.stream().collect(Collectors.toMap(p -> p.circuit().info(), Function.identity()));
        List<CircuitInfo> candidates =
                open.stream().map(p -> p.circuit().info()).toList();
        CircuitInfo named = context.strategy().next(new SchedulingRequest(Purpose.ROUND, candidates, previousSlot));
        Payable payable = bySnapshot.get(named);
        return payable == null ? open.get(0) : payable;
    }

    private void start(Instant now, Decision.Pay pay) {
        ManagedCircuit circuit = pay.payable().circuit();
        List<ManagedCircuit> usable = pool.usable();
        Duration shortest = usable.stream()
                .map(c -> c.clock.length())
                .min(Duration::compareTo)
                .orElse(circuit.clock.length());
        Duration spacing = shortest.dividedBy(usable.size());
        nextTurn = RoundPlanner.following(now, nextTurn, spacing);
        latestStart = now;
        previousSlot = OptionalInt.of(circuit.role.slot());
        number = number == of ? 1 : number + 1;
        pay.instead()
                .ifPresent(other -> context.board()
                        .notice("The deadline of " + circuit + " comes before the turn of " + other
                                + "; paying it first"));
        unfinished++;
        new Round(context, pool, circuit, number, of, this::roundEnded).start(spacing);
        if (number == of) {
            endOfSession(spacing);
        }
        poke();
    }

    private void endOfSession(Duration spacing) {
        session++;
        if (once) {
            pool.stopRenewing();
            context.loop().schedule(spacing, () -> {
                lastTurnOver = true;
                finishIfDone();
            });
        } else {
            pool.maintain();
        }
    }

    private void roundEnded() {
        unfinished--;
        finishIfDone();
        poke();
    }

    private void finishIfDone() {
        if (isOver() && lastTurnOver && unfinished == 0 && !ended) {
            context.board().notice("Round-robin payment rounds completed for all circuits");
            finished.run();
        }
    }
}
