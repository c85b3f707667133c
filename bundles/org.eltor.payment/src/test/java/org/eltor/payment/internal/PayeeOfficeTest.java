package org.eltor.payment.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.lightning.WalletCapabilities;
import org.eltor.api.payment.PaymentService;
import org.eltor.api.relay.PaymentTerms;
import org.eltor.api.tor.TorControl;
import org.eltor.api.tor.TorInfo;
import org.eltor.api.tor.TorMode;
import org.eltor.payment.internal.ledger.LedgerPlace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which tors relays can be looked up through. */
@Timeout(60)
class PayeeOfficeTest {
    private static final PaymentTerms LINK = new PaymentTerms(
            MilliSatoshi.of(1000),
            Duration.ofSeconds(60),
            10,
            MilliSatoshi.ZERO,
            List.of(new Payee(PayeeKind.LIGHTNING_ADDRESS, "relay@pay.example")));

    @TempDir
    Path directory;

    private final AtomicReference<PaymentService> service = new AtomicReference<>();
    private Optional<PaymentRuntime> runtime = Optional.empty();

    @AfterEach
    void stop() throws InterruptedException {
        if (runtime.isPresent()) {
            runtime.get().stop();
        }
    }

    @Test
    void anElTorDaemonLooksNothingUpAndThatIsSaid() throws Exception {
        PaymentRuntime payments = start("");
        payments.torCame(tor(TorMode.STOCK));
        until(this::isPriced);
        assertThat(payments.problem()).isEmpty();

        payments.torCame(tor(TorMode.ELTOR));
        until(() -> !isPriced());
        assertThat(payments.problem())
                .hasValueSatisfying(problem -> assertThat(problem)
                        .contains("socks.address", "stock tor")
                        .doesNotContain("\n")
                        .hasSizeLessThan(300));

        payments.torCame(tor(TorMode.STOCK));
        until(this::isPriced);
        assertThat(payments.problem()).isEmpty();
    }

    @Test
    void aSecondTorLooksUpForAnElTorDaemon() throws Exception {
        PaymentRuntime payments = start("127.0.0.1:9050");
        CountDownLatch asked = new CountDownLatch(1);
        payments.torCame(tor(TorMode.ELTOR));
        payments.torCame((TorControl) Proxy.newProxyInstance(
                TorControl.class.getClassLoader(), new Class<?>[] {TorControl.class}, (proxy, method, arguments) -> {
                    asked.countDown();
                    return new CompletableFuture<>();
                }));
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(payments.problem()).isEmpty();
        assertThat(isPriced()).isTrue();
    }

    private boolean isPriced() {
        return service.get().priceModel().circuitCost(LINK).isPresent();
    }

    private PaymentRuntime start(String socks) throws InterruptedException {
        Path file = directory.resolve("payments.db");
        PaymentRuntime built = new PaymentRuntime(
                PaymentSettings.of(
                        PaymentSettingsTest.config(Map.of("ledger_file", file.toString(), "socks_address", socks)),
                        name -> null),
                LedgerPlace.file(file),
                Clock.systemUTC(),
                new SecureRandom(),
                () -> List.of(wallet()),
                present -> service.set(present.orElse(null)));
        runtime = Optional.of(built);
        built.start();
        until(() -> service.get() != null);
        return built;
    }

    private static Wallet wallet() {
        return (Wallet) Proxy.newProxyInstance(
                Wallet.class.getClassLoader(),
                new Class<?>[] {Wallet.class},
                (proxy, method, arguments) -> new WalletCapabilities(
                        Set.of(PayeeKind.BOLT11_INVOICE), false, true, MilliSatoshi.ZERO, 0, Set.of()));
    }

    private static TorControl tor(TorMode mode) {
        return (TorControl) Proxy.newProxyInstance(
                TorControl.class.getClassLoader(),
                new Class<?>[] {TorControl.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "info" -> new TorInfo("0.4.9.11", mode, "127.0.0.1:9051");
                    case "getInfo" -> CompletableFuture.completedStage("\"127.0.0.1:9050\"");
                    default -> new CompletableFuture<>();
                });
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.sleep(5);
        }
    }
}
