package org.eltor.circuit.internal.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eltor.api.circuit.RoundInfo;
import org.eltor.api.circuit.SessionEvent;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.payment.PaymentOutcome;
import org.eltor.api.payment.PaymentOutcome.Cause;
import org.eltor.api.payment.PaymentOutcome.Free;
import org.eltor.api.payment.PaymentOutcome.Settled;
import org.eltor.api.payment.PaymentOutcome.Unsettled;
import org.eltor.api.relay.RelayDescriptor;

/**
 * One round: the three relays of one circuit are paid for one interval, each at a random moment of its own, because
 * one wallet that pays three relays at once links them. Runs on the loop.
 */
final class Round {
    private static final String PENDING = "pending";

    private final Context context;
    private final Pool pool;
    private final ManagedCircuit circuit;
    private final int number;
    private final int of;
    private final int interval;
    private final long key;
    private final Runnable ended;
    private final List<RoundInfo.Payment> payments = new ArrayList<>();
    private int open;

    Round(Context context, Pool pool, ManagedCircuit circuit, int number, int of, Runnable ended) {
        this.context = context;
        this.pool = pool;
        this.circuit = circuit;
        this.number = number;
        this.of = of;
        this.interval = circuit.nextInterval++;
        this.key = context.board().nextKey();
        this.ended = ended;
        for (RelayDescriptor hop : circuit.plan.hops()) {
            payments.add(new RoundInfo.Payment(
                    hop.fingerprint(), hop.terms().rate(), MilliSatoshi.ZERO, PENDING, Duration.ZERO));
        }
    }

    /** @param spacing time until the next round: the payments are spread over most of it */
    void start(Duration spacing) {
        context.board().notice("Round " + number + "/" + of + " - Using " + circuit);
        publish();
        context.board().tell(new SessionEvent.RoundStarted(info()));
        open = payments.size();
        long spread = spread(spacing).toMillis();
        for (int hop = 0; hop < payments.size(); hop++) {
            int position = hop;
            long delay = spread > 0 ? context.random().nextLong(spread) : 0;
            context.loop().schedule(Duration.ofMillis(delay), () -> pay(position));
        }
    }

    /**
     * Over which time the payments begin: most of the round, but no later than settling before the deadline allows, and
     * soon in the first interval, for which no relay has seen anything yet. Never less than a thirtieth of an interval
     * (2 s of 60): payments at one moment would link the three relays.
     */
    private Duration spread(Duration spacing) {
        Instant latest = circuit.clock
                .deadline(interval)
                .minus(circuit.clock.needed(context.payments().settleTime()));
        Duration left = Duration.between(context.loop().now(), latest);
        Duration length = circuit.clock.length();
        Duration most =
                interval == 1 ? length.dividedBy(6) : spacing.multipliedBy(9).dividedBy(10);
        return max(length.dividedBy(30), left.compareTo(most) < 0 ? left : most);
    }

    private void pay(int hop) {
        if (!circuit.isUsable()) {
            concluded(hop, new Unsettled(Cause.CANCELLED, "the circuit is gone"));
            return;
        }
        context.loop()
                .when(
                        context.payments().pay(circuit.account.id(), hop, interval, circuit.clock.giveUpAt(interval)),
                        outcome -> concluded(hop, outcome),
                        error -> concluded(hop, new Unsettled(Cause.FAILED, String.valueOf(error.getMessage()))));
    }

    private void concluded(int hop, PaymentOutcome outcome) {
        payments.set(hop, describe(payments.get(hop), outcome));
        if (outcome instanceof Settled settled) {
            circuit.spent = circuit.spent.plus(settled.amount()).plus(settled.fee());
        }
        open--;
        publish();
        if (outcome instanceof Unsettled unsettled && unsettled.cause() != Cause.CANCELLED) {
            String relay = List.of("guard", "middle", "exit").get(hop);
            pool.giveUp(
                    circuit, hop, "interval " + interval + " of its " + relay + " was not paid: " + unsettled.reason());
        }
        if (open == 0) {
            finish();
        }
    }

    private void finish() {
        boolean allPaid = payments.stream()
                .allMatch(p -> p.outcome().equals("settled") || p.outcome().equals("free"));
        if (allPaid) {
            circuit.settledIntervals++;
            context.board().update(circuit);
        }
        context.board().tell(new SessionEvent.RoundEnded(info()));
        ended.run();
    }

    private static RoundInfo.Payment describe(RoundInfo.Payment payment, PaymentOutcome outcome) {
        Optional<Settled> settled = outcome instanceof Settled s ? Optional.of(s) : Optional.empty();
        String word = outcome instanceof Unsettled unsettled
                ? unsettled.cause().name().toLowerCase(Locale.ROOT).replace('_', '-')
                : outcome instanceof Free ? "free" : "settled";
        return new RoundInfo.Payment(
                payment.relay(),
                settled.map(Settled::amount).orElse(payment.amount()),
                settled.map(Settled::fee).orElse(MilliSatoshi.ZERO),
                word,
                settled.map(Settled::took).orElse(Duration.ZERO));
    }

    private void publish() {
        context.board().update(key, info());
        context.board().update(circuit);
    }

    private RoundInfo info() {
        return new RoundInfo(number, of, circuit.id, circuit.role, interval, payments, open == 0);
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
