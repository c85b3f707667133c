package org.eltor.payment.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.PaymentPreimage;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.lightning.WalletCapabilities;
import org.eltor.api.payment.CircuitAccount;
import org.eltor.api.payment.PaymentOutcome;
import org.eltor.api.payment.PaymentService;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.PaymentTerms;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.tor.Fingerprint;
import org.eltor.payment.internal.ledger.LedgerPlace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service on its real threads and clock. */
@Timeout(60)
class PaymentRuntimeTest {
    @TempDir
    Path directory;

    private final List<Optional<PaymentService>> told = new CopyOnWriteArrayList<>();
    private final QuickWallet wallet = new QuickWallet();
    private Path file;
    private PaymentRuntime runtime;

    @BeforeEach
    void start() {
        file = directory.resolve("payments.db");
        runtime = runtime();
    }

    @AfterEach
    void stop() throws InterruptedException {
        runtime.stop();
    }

    @Test
    void manyCallersAtOnceSettleEveryIntervalOnce() throws Exception {
        PaymentService service = service();
        List<CircuitAccount> accounts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            accounts.add(service.open(plan()).toCompletableFuture().get(10, TimeUnit.SECONDS));
        }
        ExecutorService callers = Executors.newFixedThreadPool(4);
        List<CompletableFuture<PaymentOutcome>> outcomes = new CopyOnWriteArrayList<>();
        for (int caller = 0; caller < 4; caller++) {
            callers.execute(() -> {
                for (CircuitAccount account : accounts) {
                    for (int interval = 1; interval <= 10; interval++) {
                        for (int hop = 0; hop < 3; hop++) {
                            outcomes.add(service.pay(
                                            account.id(),
                                            hop,
                                            interval,
                                            Instant.now().plusSeconds(30))
                                    .toCompletableFuture());
                        }
                    }
                }
            });
        }
        callers.shutdown();
        assertThat(callers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        for (CompletableFuture<PaymentOutcome> outcome : outcomes) {
            assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(PaymentOutcome.Settled.class);
        }
        assertThat(outcomes).hasSize(360);
        assertThat(wallet.asked).hasSize(90);
        assertThat(wallet.asked).extracting(PaymentRequest::note).doesNotHaveDuplicates();
        assertThat(service.settleTime()).isPositive();
    }

    @Test
    void theServiceIsThereWhileItsLedgerIs() throws Exception {
        PaymentService first = service();
        assertThat(runtime.problem()).isEmpty();
        CircuitAccount account = first.open(plan()).toCompletableFuture().get(10, TimeUnit.SECONDS);

        Files.move(file, directory.resolve("away.db"));
        Files.move(Path.of(file + "-wal"), directory.resolve("away.db-wal"));
        Files.writeString(file, "garbage ".repeat(200));
        PaymentOutcome refused = first.pay(account.id(), 0, 1, Instant.now().plusSeconds(5))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        assertThat(refused)
                .isInstanceOfSatisfying(
                        PaymentOutcome.Unsettled.class,
                        unsettled -> assertThat(unsettled.cause()).isEqualTo(PaymentOutcome.Cause.LEDGER));
        until(() -> told.get(told.size() - 1).isEmpty());
        until(() ->
                runtime.problem().filter(problem -> problem.contains("damaged")).isPresent());

        Files.delete(file);
        Files.deleteIfExists(Path.of(file + "-wal"));
        Files.move(directory.resolve("away.db"), file);
        if (Files.exists(directory.resolve("away.db-wal"))) {
            Files.move(directory.resolve("away.db-wal"), Path.of(file + "-wal"));
        }
        until(() -> told.get(told.size() - 1).isPresent());
        assertThat(service()
                        .pay(account.id(), 0, 1, Instant.now().plusSeconds(30))
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS))
                .isInstanceOf(PaymentOutcome.Settled.class);
    }

    @Test
    void stoppingAnswersWhoeverWaitsAndEndsItsThreads() throws Exception {
        PaymentService service = service();
        CircuitAccount account = service.open(plan()).toCompletableFuture().get(10, TimeUnit.SECONDS);
        wallet.silent = true;
        CompletableFuture<PaymentOutcome> waiting =
                service.pay(account.id(), 0, 1, Instant.now().plusSeconds(60)).toCompletableFuture();
        until(() -> wallet.asked.size() == 1);
        long before = System.nanoTime();
        runtime.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(waiting)
                .isCompletedWithValueMatching(outcome -> outcome instanceof PaymentOutcome.Unsettled unsettled
                        && unsettled.cause() == PaymentOutcome.Cause.UNKNOWN);
        until(() -> Thread.getAllStackTraces().keySet().stream() // a pool has ended a moment before its last thread
                .noneMatch(thread -> thread.getName().startsWith("eltor-payment")));
        assertThat(service.pay(account.id(), 0, 2, Instant.now().plusSeconds(60))
                        .toCompletableFuture())
                .isCompletedWithValueMatching(PaymentOutcome.Unsettled.class::isInstance);
        assertThat(service.totals().toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void whatWasInFlightIsFollowedAfterARestart() throws Exception {
        PaymentService service = service();
        CircuitAccount account = service.open(plan()).toCompletableFuture().get(10, TimeUnit.SECONDS);
        wallet.silent = true;
        service.pay(account.id(), 0, 1, Instant.now().plusSeconds(60));
        until(() -> wallet.asked.size() == 1);
        runtime.stop();

        told.clear();
        runtime = runtime();
        PaymentService again = service();
        until(() -> again.totals().toCompletableFuture().join().settled() == 1);
        assertThat(wallet.asked).hasSize(1);
    }

    private PaymentRuntime runtime() {
        PaymentConfig config = PaymentSettingsTest.config(Map.of("ledger_file", file.toString()));
        PaymentRuntime built = new PaymentRuntime(
                PaymentSettings.of(config, name -> null),
                LedgerPlace.file(file),
                Clock.systemUTC(),
                new SecureRandom(),
                () -> List.of(wallet),
                told::add);
        built.start();
        return built;
    }

    private PaymentService service() throws InterruptedException {
        until(() -> !told.isEmpty() && told.get(told.size() - 1).isPresent());
        return told.get(told.size() - 1).orElseThrow();
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.sleep(5);
        }
    }

    private static PathPlan plan() {
        List<RelayDescriptor> hops = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            Payee payee =
                    new Payee(PayeeKind.BOLT12_OFFER, "lno1zcss9mk8y3wkklfvevcrszlmu23kfrxh49px20665dqwmn4p72pksese");
            hops.add(new RelayDescriptor(
                    new Fingerprint("%040X".formatted(i)),
                    "relay" + i,
                    List.of("10.0.0." + i),
                    Set.of(),
                    1000,
                    Set.of(),
                    port -> true,
                    true,
                    new PaymentTerms(
                            MilliSatoshi.of(1000), Duration.ofSeconds(60), 10, MilliSatoshi.ZERO, List.of(payee))));
        }
        return new PathPlan(hops, MilliSatoshi.ZERO, Set.of());
    }

    /** Settles at once, on the caller's thread. */
    private static final class QuickWallet implements Wallet {
        final List<PaymentRequest> asked = new CopyOnWriteArrayList<>();
        volatile boolean silent;

        @Override
        public String name() {
            return "quick";
        }

        @Override
        public WalletCapabilities capabilities() {
            return new WalletCapabilities(
                    Set.of(PayeeKind.BOLT12_OFFER), false, true, MilliSatoshi.of(10), 0, Set.of());
        }

        @Override
        public CompletionStage<MilliSatoshi> balance() {
            return CompletableFuture.completedStage(MilliSatoshi.of(1_000_000));
        }

        @Override
        public CompletionStage<PaymentResult> pay(PaymentRequest request) {
            asked.add(request);
            return silent ? new CompletableFuture<>() : CompletableFuture.completedStage(settled(request));
        }

        @Override
        public CompletionStage<Optional<PaymentResult>> lookup(PaymentRequest request) {
            boolean known = asked.stream().anyMatch(one -> one.key().equals(request.key()));
            return CompletableFuture.completedStage(known ? Optional.of(settled(request)) : Optional.empty());
        }

        private static PaymentResult settled(PaymentRequest request) {
            byte[] bytes = new byte[32];
            new SecureRandom().nextBytes(bytes);
            PaymentPreimage preimage = new PaymentPreimage(HexFormat.of().formatHex(bytes));
            return new PaymentResult.Settled(preimage.hash(), preimage, request.amount(), MilliSatoshi.of(10));
        }
    }
}
