package org.eltor.circuit.internal.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.eltor.api.circuit.CircuitRole;
import org.eltor.api.payment.CircuitAccount;
import org.eltor.api.payment.PaymentException;
import org.eltor.api.payment.PaymentService;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayDirectory;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.TorControl;
import org.eltor.api.tor.TorMode;

/**
 * Turns a plan into a launched circuit: ids into the ledger, every hop checked against the live directory, then the
 * build command. Waiting for BUILT is the pool's, which sees the events. Runs on the loop.
 */
final class CircuitBuilder {
    private final Context context;
    private final EventLoop loop;
    private final TorControl tor;
    private final PaymentService payments;

    CircuitBuilder(Context context) {
        this.context = context;
        this.loop = context.loop();
        this.tor = context.tor();
        this.payments = context.payments();
    }

    /** Hears how a build goes, on the loop. Exactly one of the two is called. */
    interface Result {
        /** Tor named the circuit; its events decide the rest. */
        void launched(ManagedCircuit circuit);

        /**
         * There is no circuit.
         *
         * @param reason one line for people
         * @param fatalUntilChanged whether the same plan cannot succeed before something changes (a limit, the ledger)
         */
        void failed(String reason, boolean fatalUntilChanged);
    }

    void build(CircuitRole role, PathPlan plan, Result result) {
        loop.when(
                payments.open(plan),
                account -> check(role, plan, account, result),
                error -> result.failed(text(error), error instanceof PaymentException));
    }

    /** An unknown relay in EXTENDPAIDCIRCUIT kills the elTor daemon, so tor is asked right before the command. */
    private void check(CircuitRole role, PathPlan plan, CircuitAccount account, Result result) {
        List<Fingerprint> path =
                plan.hops().stream().map(RelayDescriptor::fingerprint).toList();
        Optional<RelayDirectory> directory = context.services().get().directory();
        if (directory.isEmpty()) {
            abandon(account, result, "the directory of relays went away before the build", false);
            return;
        }
        loop.when(
                directory.get().unknown(path),
                unknown -> {
                    if (unknown.isEmpty()) {
                        send(role, plan, account, path, result);
                    } else {
                        abandon(account, result, goneMessage(unknown), false);
                    }
                },
                error -> abandon(account, result, text(error), false));
    }

    private void send(CircuitRole role, PathPlan plan, CircuitAccount account, List<Fingerprint> path, Result result) {
        IntervalClock clock = new IntervalClock(loop.now(), interval(plan), intervals(plan));
        boolean paid = tor.info().mode() == TorMode.ELTOR;
        CompletionStage<CircuitId> named = paid ? tor.extendPaidCircuit(account.hops()) : tor.extendCircuit(path);
        loop.when(
                named,
                id -> {
                    payments.launched(account.id(), id);
                    result.launched(new ManagedCircuit(id, role, plan, account, clock));
                },
                error -> abandon(account, result, text(error), false));
    }

    private void abandon(CircuitAccount account, Result result, String reason, boolean fatal) {
        payments.close(account.id());
        result.failed(reason, fatal);
    }

    /** The smallest interval of the path's relays, never more than the relays' own audit allows. */
    private Duration interval(PathPlan plan) {
        Duration interval = context.settings().maxInterval();
        for (RelayDescriptor hop : plan.hops()) {
            Duration asked = hop.terms().interval();
            interval = asked.compareTo(interval) < 0 ? asked : interval;
        }
        return interval;
    }

    private static int intervals(PathPlan plan) {
        return plan.hops().stream()
                .mapToInt(hop -> hop.terms().intervals())
                .reduce(PaymentService.INTERVALS, Math::min);
    }

    private static String goneMessage(Set<Fingerprint> unknown) {
        return unknown.size() + " of the chosen relays left the directory before the build";
    }

    private static String text(Throwable error) {
        return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
    }
}
