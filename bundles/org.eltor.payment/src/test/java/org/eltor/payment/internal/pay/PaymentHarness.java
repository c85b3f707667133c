package org.eltor.payment.internal.pay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.payment.CircuitAccount;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.PaymentTerms;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.tor.Fingerprint;
import org.eltor.payment.internal.budget.Limits;
import org.eltor.payment.internal.ledger.LedgerPlace;
import org.eltor.payment.internal.ledger.LedgerQueue;
import org.eltor.testkit.SteppedExecutor;

/** The engine and its ledger on virtual time, in one thread. */
final class PaymentHarness {
    static final long RATE = 1000;

    private final Path file;
    final SteppedExecutor time;
    final List<Wallet> wallets = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    final LedgerQueue ledger;
    final PaymentEngine engine;
    Limits limits = new Limits(MilliSatoshi.of(60_000), MilliSatoshi.ZERO, MilliSatoshi.ZERO);

    PaymentHarness(Path file) {
        this(file, new SteppedExecutor(), 1);
    }

    /** @param desk decides on payees */
    PaymentHarness(Path file, Function<SteppedExecutor, PayeeDesk> desk) {
        this(file, new SteppedExecutor(), 1, desk);
    }

    PaymentHarness(Path file, SteppedExecutor time, long seed) {
        this(file, time, seed, unused -> PayeeDesk.plain());
    }

    /** On a ledger that may be shared. */
    PaymentHarness(LedgerPlace place, long seed) {
        this(Path.of(""), place, new SteppedExecutor(), seed, unused -> PayeeDesk.plain());
    }

    private PaymentHarness(Path file, SteppedExecutor time, long seed, Function<SteppedExecutor, PayeeDesk> desk) {
        this(file, LedgerPlace.file(file), time, seed, desk);
    }

    private PaymentHarness(
            Path file, LedgerPlace place, SteppedExecutor time, long seed, Function<SteppedExecutor, PayeeDesk> desk) {
        this.file = file;
        this.time = time;
        this.ledger = new LedgerQueue(place, time, new LedgerQueue.Listener() {
            @Override
            public void up() {
                events.add("up");
                engine.ledgerUp();
            }

            @Override
            public void down(String problem) {
                events.add(problem);
            }
        });
        this.engine = new PaymentEngine(
                new Bench(
                        time,
                        time.clock(),
                        new Random(seed),
                        ledger,
                        () -> List.copyOf(wallets),
                        () -> limits,
                        new PaymentRules(Duration.ofSeconds(60), 200)),
                desk.apply(time));
        ledger.start();
        time.runUntilIdle();
    }

    /** Another life that begins with what this one has on the disk at this moment. */
    PaymentHarness crash(Path to) {
        try {
            for (String part : List.of("", "-wal")) {
                Files.copy(Path.of(file + part), Path.of(to + part));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SteppedExecutor later = new SteppedExecutor();
        later.clock().set(time.clock().instant());
        return new PaymentHarness(to, later, 2);
    }

    void wallets(Wallet... present) {
        wallets.clear();
        wallets.addAll(List.of(present));
        engine.walletsChanged();
        time.runUntilIdle();
    }

    Instant in(long seconds) {
        return time.clock().instant().plusSeconds(seconds);
    }

    /** The value of a stage that is due by now. */
    <T> T now(CompletionStage<T> stage) {
        time.runUntilIdle();
        CompletableFuture<T> future = stage.toCompletableFuture();
        assertThat(future).isDone();
        return future.join();
    }

    CircuitAccount open() {
        return now(engine.open(plan(RATE, RATE, RATE)));
    }

    static PathPlan plan(long... rates) {
        List<RelayDescriptor> hops = new ArrayList<>();
        for (int i = 0; i < rates.length; i++) {
            hops.add(relay(i, rates[i]));
        }
        return new PathPlan(hops, MilliSatoshi.ZERO, Set.of());
    }

    static RelayDescriptor relay(int number, long rate) {
        Payee payee = new Payee(PayeeKind.BOLT12_OFFER, "lno1" + "qpzry9x8gf2tvdw0".repeat(8) + number);
        return relay(
                number,
                new PaymentTerms(MilliSatoshi.of(rate), Duration.ofSeconds(60), 10, MilliSatoshi.ZERO, List.of(payee)));
    }

    static RelayDescriptor relay(int number, PaymentTerms terms) {
        return new RelayDescriptor(
                new Fingerprint("%040X".formatted(number + 1)),
                "relay" + number,
                List.of("10." + number + ".0.1"),
                Set.of(),
                1000,
                Set.of(),
                port -> true,
                true,
                terms);
    }
}
