package org.eltor.wallet.nwc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PayerNote;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.wallet.contract.WalletDouble.Access;
import org.eltor.wallet.nwc.internal.crypto.Encryption;
import org.eltor.wallet.support.Backend;
import org.eltor.wallet.support.GuardedWallet;
import org.eltor.wallet.support.Redaction;
import org.eltor.wallet.support.WalletThreads;
import org.eltor.wallet.support.Workbench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What relays do to a connection. */
class NwcRelayTest {
    @TempDir
    private Path folder;

    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private NwcDouble service;
    private ScheduledThreadPoolExecutor threads;
    private Backend backend;
    private GuardedWallet wallet;

    @BeforeEach
    void open() throws Exception {
        service = new NwcDouble(Encryption.NIP44, 47, Clock.systemUTC());
        threads = WalletThreads.pool("relays", 2);
        Workbench bench = new Workbench(threads, Clock.systemUTC(), refusals::add, folder.resolve("journal"));
        backend = service.open(Access.GOOD, bench);
        wallet = new GuardedWallet("nwc", backend, Redaction.plain(), Clock.systemUTC());
        assertThat(await(wallet.check())).isEmpty();
    }

    @AfterEach
    void close() {
        wallet.close();
        backend.close();
        threads.shutdownNow();
        service.close();
    }

    @Test
    void comesBackAfterTheRelayWasLost() throws Exception {
        for (int i = 0; i < 3; i++) {
            int before = service.relay().connections();
            service.relay().dropAll();
            until(() -> service.relay().connections() > before);
            until(this::isWell);
            assertThat(await(wallet.pay(request()))).isInstanceOf(PaymentResult.Settled.class);
        }
        assertThat(service.node().made()).isEqualTo(3);
    }

    @Test
    void aRelayThatRefusesTheRequestMeansThatNothingLeft() throws Exception {
        service.relay().refuseEvents();
        assertThat(await(wallet.pay(request()))).isInstanceOf(PaymentResult.Failed.class);
        assertThat(service.node().made()).isZero();
    }

    @Test
    void authenticatesWhereARelayDemandsIt() throws Exception {
        service.relay().demandAuthentication();
        int before = service.relay().connections();
        service.relay().dropAll();
        until(() -> service.relay().connections() > before);
        until(() -> service.relay().authentications().contains(22242));
        until(this::isWell);
        assertThat(await(wallet.pay(request()))).isInstanceOf(PaymentResult.Settled.class);
    }

    private boolean isWell() {
        try {
            return await(wallet.balance()).msat() > 0;
        } catch (Exception e) {
            return false;
        }
    }

    private PaymentRequest request() {
        MilliSatoshi due = MilliSatoshi.of(1_000);
        return new PaymentRequest(
                service.node().freshId(),
                service.payee(due),
                due,
                due,
                new PayerNote(service.node().freshHex()),
                Instant.now());
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited 20 s").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
