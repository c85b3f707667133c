package org.eltor.itests.simulation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.circuit.SessionEvent;
import org.eltor.api.circuit.SessionRequest;
import org.eltor.api.circuit.SessionState;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.payment.PaymentTotals;
import org.eltor.api.relay.RelayHistory;
import org.eltor.api.relay.RelaySelector;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;
import org.eltor.circuit.internal.session.Board;
import org.eltor.circuit.internal.session.CircuitSettings;
import org.eltor.circuit.internal.session.EventLoop;
import org.eltor.circuit.internal.session.Manager;
import org.eltor.circuit.internal.session.Services;
import org.eltor.payment.internal.budget.Limits;
import org.eltor.payment.internal.ledger.LedgerQueue;
import org.eltor.payment.internal.pay.Bench;
import org.eltor.payment.internal.pay.PaymentEngine;
import org.eltor.payment.internal.pay.PaymentRules;
import org.eltor.scheduling.roundrobin.internal.RoundRobinStrategy;
import org.eltor.testkit.ScriptedTor;
import org.eltor.testkit.SteppedExecutor;
import org.eltor.wallet.simulated.internal.network.SimulatedNetwork;
import org.eltor.wallet.simulated.internal.network.SimulatedSettings;

/**
 * Everything in one thread and on virtual time: circuit manager, payments with their ledger on a disk, a Lightning
 * network that dawdles and fails, an elTor daemon by its script, and relays that audit.
 */
final class WholeStack implements AutoCloseable {
    static final Duration INTERVAL = Duration.ofSeconds(60);

    final SteppedExecutor executor = new SteppedExecutor();
    final ScriptedTor tor = ScriptedTor.eltor(executor);
    final SimulatedNetwork money;
    final StrictAuditors auditors;
    final PaymentEngine payments;
    final Manager manager;
    /** Every circuit that was built, as it was seen last. */
    final Map<CircuitId, CircuitInfo> built = new HashMap<>();

    final List<String> notices = new ArrayList<>();
    final List<Fingerprint> fingerprints;

    private final LedgerQueue ledger;
    private final int rounds;

    /** Who chooses the relays, and who is told how their circuits went. */
    record Choice(RelaySelector selector, Optional<RelayHistory> history) {}

    /** @param settings of the Lightning network */
    WholeStack(Path ledgerFile, SimulatedSettings settings, int rounds) throws IOException {
        this(ledgerFile, settings, rounds, 36, (relays, clock) -> new Choice(relays, Optional.empty()));
    }

    /** @param choice made of the relays */
    WholeStack(
            Path ledgerFile,
            SimulatedSettings settings,
            int rounds,
            int relayCount,
            BiFunction<SimulatedRelays, Clock, Choice> choice)
            throws IOException {
        this.rounds = rounds;
        this.money = new SimulatedNetwork(settings, executor.clock(), executor);
        this.fingerprints = tor.addRelays(relayCount);
        SimulatedRelays relays = new SimulatedRelays(fingerprints, INTERVAL, relay -> money.openAccount(relay.hex()));
        Choice chosen = choice.apply(relays, executor.clock());
        this.auditors = new StrictAuditors(executor, tor, money, relays);
        this.ledger = new LedgerQueue(ledgerFile, executor, new LedgerQueue.Listener() {
            @Override
            public void up() {
                payments.ledgerUp();
            }

            @Override
            public void down(String problem) {
                throw new AssertionError(problem);
            }
        });
        Limits limits = new Limits(MilliSatoshi.of(60_000), MilliSatoshi.ZERO, MilliSatoshi.ZERO);
        this.payments = new PaymentEngine(new Bench(
                executor,
                executor.clock(),
                new Random(settings.seed()),
                ledger,
                () -> List.of(money),
                () -> limits,
                new PaymentRules(Duration.ofSeconds(60), 200)));
        RoundRobinStrategy strategy = new RoundRobinStrategy();
        this.manager = new Manager(
                new EventLoop(executor, executor.clock()),
                CircuitSettings.DEFAULTS,
                new Board(this::happened),
                new Random(settings.seed() + 1),
                strategy::next,
                (socks, target, username) -> CompletableFuture.completedStage(true));
        ledger.start();
        manager.servicesChanged(new Services(
                Optional.of(tor.control()),
                Optional.of(relays),
                Optional.of(chosen.selector()),
                Optional.of(payments),
                chosen.history()));
        executor.runUntilIdle();
        traffic();
    }

    /** One session with two circuits, from its start to its end. */
    void performSession() {
        manager.start(new SessionRequest(OptionalInt.of(2), OptionalInt.of(rounds), true));
        executor.advance(INTERVAL);
        boolean ended =
                executor.runUntil(() -> manager.info().state() == SessionState.STOPPED, INTERVAL.multipliedBy(rounds));
        if (!ended || !executor.failures().isEmpty()) {
            throw new AssertionError("the session did not end; " + executor.failures());
        }
        executor.advance(Duration.ofMinutes(5)); // what is in flight arrives
    }

    PaymentTotals totals() {
        CompletableFuture<PaymentTotals> totals = payments.totals().toCompletableFuture();
        executor.runUntilIdle();
        return totals.join();
    }

    private void happened(SessionEvent event) {
        if (event instanceof SessionEvent.CircuitLaunched launched) {
            auditors.watch(launched.circuit(), INTERVAL);
        } else if (event instanceof SessionEvent.CircuitBuilt circuit) {
            built.put(circuit.circuit().id(), circuit.circuit());
        } else if (event instanceof SessionEvent.CircuitClosed closed) {
            built.replace(closed.circuit().id(), closed.circuit());
        } else if (event instanceof SessionEvent.Notice notice) {
            notices.add(notice.text());
        }
    }

    /** The user's streams keep every circuit busy. */
    private void traffic() {
        tor.liveCircuits().forEach(circuit -> tor.bandwidth(circuit, 5000, 500, 4000, 400));
        executor.schedule(this::traffic, 1, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        ledger.close();
        executor.runUntilIdle();
        money.close();
    }
}
