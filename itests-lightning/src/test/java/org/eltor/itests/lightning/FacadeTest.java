package org.eltor.itests.lightning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.PayerNote;
import org.eltor.api.lightning.PaymentHandle;
import org.eltor.api.lightning.PaymentHash;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.lightning.WalletException;
import org.eltor.devnet.lightning.internal.network.LightningNetwork;
import org.eltor.devnet.lightning.internal.network.NetworkSettings;
import org.eltor.devnet.lightning.internal.node.NodeListener.Verdict;
import org.eltor.wallet.contract.Mood;
import org.eltor.wallet.contract.WalletDouble;
import org.eltor.wallet.support.Backend;
import org.eltor.wallet.support.GuardedWallet;
import org.eltor.wallet.support.Redaction;
import org.eltor.wallet.support.WalletThreads;
import org.eltor.wallet.support.Workbench;
import org.eltor.wallet.support.codec.Bolt11Invoice;
import org.eltor.wallet.support.codec.CodecException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The bundles of wallets, the HTTP interfaces of their doubles, and behind those a Lightning network on which money
 * moves. What arrived is asked of the payee.
 */
class FacadeTest {
    /** What the hub takes is what phoenixd's node takes: its wallet knows that fee by heart. */
    private static final int FEE = 4000;

    private static final long LIMIT_SECONDS = 120;
    /** LDK's time stands still but where a test lets it pass: a stall of the machine gives nothing up. */
    private static final Duration TICK = Duration.ofMinutes(1);

    private static LightningNetwork network;

    private final List<AutoCloseable> open = new ArrayList<>();
    private WalletDouble facade;
    private GuardedWallet wallet;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        NetworkSettings settings = new NetworkSettings("regtest", 9, 1_000_000, FEE, FEE, TICK, Optional.empty());
        network = LightningNetwork.openWithInvoices(settings, Clock.systemUTC(), problem -> {
            throw new AssertionError(problem);
        });
        network.start();
    }

    @AfterAll
    static void stop() throws IOException {
        network.close();
    }

    @AfterEach
    void close() throws Exception {
        network.invoices().payee(Verdict.CLAIM);
        network.payeeOnline(true);
        network.awaitUsable();
        closeWallet();
        facade.close();
    }

    @ParameterizedTest
    @EnumSource
    void whatItSaysItPaidArrivesWithNoteAndFee(Facade kind, @TempDir Path folder) throws Exception {
        open(kind, folder);
        for (long msat : List.of(1_000L, 2_000L, 21_000L)) {
            PaymentRequest request = prepared(request(kind, msat));
            PaymentResult.Settled settled = (PaymentResult.Settled) ended(request, await(wallet.pay(request)));
            assertThat(settled.preimage().orElseThrow().hash()).isEqualTo(settled.hash());
            assertThat(settled.amount()).isEqualTo(MilliSatoshi.of(msat));
            assertThat(settled.fee().msat()).isEqualTo(FEE + msat * FEE / 1_000_000);
            assertThat(arrived(request)).containsExactly(settled.amount());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aKeyIsPaidOnceHoweverOftenItIsAsked(Facade kind, @TempDir Path folder) throws Exception {
        open(kind, folder);
        PaymentRequest request = prepared(request(kind, 3_000));
        CompletableFuture<PaymentResult> one = wallet.pay(request).toCompletableFuture();
        CompletableFuture<PaymentResult> two = wallet.pay(request).toCompletableFuture();
        PaymentResult result = ended(request, await(one));
        assertThat(result).isInstanceOf(PaymentResult.Settled.class);
        await(two);
        assertThat(await(wallet.pay(request))).isEqualTo(result);
        assertThat(arrived(request)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatBreaksIsLookedUpAndMoneyMovesOnce(Facade kind, @TempDir Path folder) throws Exception {
        open(kind, folder);
        PaymentRequest request = prepared(request(kind, 4_000));
        facade.mood(Mood.DROPS);
        PaymentResult said = await(wallet.pay(request));
        assertThat(said).isInstanceOf(PaymentResult.Unknown.class);
        facade.mood(Mood.SETTLES);
        assertThat(ended(request, said)).isInstanceOf(PaymentResult.Settled.class);
        assertThat(await(wallet.pay(request))).isInstanceOf(PaymentResult.Settled.class);
        assertThat(arrived(request)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aPayeeThatRefusesIsAFailure(Facade kind, @TempDir Path folder) throws Exception {
        open(kind, folder);
        PaymentRequest request = request(kind, 5_000);
        network.invoices().payee(Verdict.REFUSE);
        assertThat(pay(request)).isInstanceOf(PaymentResult.Failed.class);
        assertThat(arrived(request)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aPayeeThatIsNotThereIsAFailure(Facade kind, @TempDir Path folder) throws Exception {
        open(kind, folder);
        PaymentRequest request = request(kind, 6_000);
        network.payeeOnline(false);
        CompletableFuture<PaymentResult> answer = CompletableFuture.supplyAsync(() -> pay(request));
        awaitTicking(answer);
        assertThat(await(answer)).isInstanceOf(PaymentResult.Failed.class);
        assertThat(arrived(request)).isEmpty();

        network.payeeOnline(true);
        network.awaitUsable();
        await(network.tick()); // else LDK counts on at the next one
    }

    @ParameterizedTest
    @EnumSource
    void theFeeLimitIsKept(Facade kind, @TempDir Path folder) throws Exception {
        open(kind, folder);
        long fee = FEE + 1_000L * FEE / 1_000_000;
        PaymentRequest cheap = request(kind, 1_000, fee - 1);
        assertThat(pay(cheap)).isInstanceOfAny(PaymentResult.Failed.class, PaymentResult.Rejected.class);
        assertThat(arrived(cheap)).isEmpty();
        PaymentRequest enough = request(kind, 1_000, fee);
        assertThat(ended(enough, pay(enough))).isInstanceOf(PaymentResult.Settled.class);
        assertThat(arrived(enough)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aWalletThatIsStartedAgainFindsWhatItPaidAndDoesNotPayIt(Facade kind, @TempDir Path folder) throws Exception {
        open(kind, folder);
        PaymentRequest request = prepared(request(kind, 7_000));
        assertThat(ended(request, await(wallet.pay(request)))).isInstanceOf(PaymentResult.Settled.class);
        closeWallet();
        openWallet(folder);
        assertThat(ended(request, new PaymentResult.Pending())).isInstanceOf(PaymentResult.Settled.class);
        assertThat(await(wallet.pay(request))).isInstanceOf(PaymentResult.Settled.class);
        assertThat(arrived(request)).hasSize(1);
    }

    /**
     * Lets LDK's time pass until an unanswered payee is given up, which takes two ticks, and no longer: after ten LDK
     * tells everybody that the payee's channel is closed.
     */
    private static void awaitTicking(CompletableFuture<?> answer) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!answer.isDone() && System.nanoTime() < end) {
            if (network.invoices().isFetching()) {
                await(network.tick());
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private void open(Facade kind, Path folder) throws IOException {
        facade = kind.open(new NetworkRail(network));
        openWallet(folder);
    }

    private void openWallet(Path folder) throws IOException {
        ScheduledThreadPoolExecutor threads = WalletThreads.pool("tested-io", 2);
        open.add(threads::shutdownNow);
        Backend backend = facade.open(
                WalletDouble.Access.GOOD,
                new Workbench(threads, Clock.systemUTC(), reason -> {}, folder.resolve("journal")));
        open.add(backend);
        wallet = new GuardedWallet("tested", backend, new Redaction(List.of()), Clock.systemUTC());
        open.add(wallet::close);
        assertThat(await(wallet.check())).isEmpty();
    }

    private void closeWallet() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        open.clear();
    }

    private static PaymentRequest request(Facade kind, long msat) {
        return request(kind, msat, 10_000);
    }

    private static PaymentRequest request(Facade kind, long msat, long maxFee) {
        UUID key = UUID.randomUUID();
        Payee payee = kind.offers()
                ? network.receiver().openAccount(key.toString())
                : new Payee(PayeeKind.BOLT11_INVOICE, await(network.invoices().create(MilliSatoshi.of(msat), 3600)));
        return new PaymentRequest(
                key,
                payee,
                MilliSatoshi.of(msat),
                MilliSatoshi.of(maxFee),
                new PayerNote(key.toString().replace("-", "").repeat(2)),
                Instant.now());
    }

    /** What the payee got for a request: with its note where notes travel, for its invoice elsewhere. */
    private static List<MilliSatoshi> arrived(PaymentRequest request) throws CodecException {
        if (request.payee().kind() == PayeeKind.BOLT11_INVOICE) {
            PaymentHash hash = Bolt11Invoice.parse(request.payee().value()).hash();
            return network.invoices().received(hash);
        }
        return network.receiver().received(request.payee()).stream()
                .filter(payment -> payment.note().equals(request.note()))
                .map(payment -> payment.amount())
                .toList();
    }

    private PaymentRequest prepared(PaymentRequest request) {
        return request.prepared(await(wallet.prepare(request))).storedAt(Instant.now());
    }

    private PaymentResult pay(PaymentRequest request) {
        Optional<PaymentHandle> handle;
        try {
            handle = await(wallet.prepare(request));
        } catch (IllegalStateException e) {
            assertThat(e.getCause())
                    .isInstanceOfSatisfying(
                            WalletException.class,
                            refused -> assertThat(refused.retriable()).isTrue());
            return new PaymentResult.Failed(e.getCause().getMessage());
        }
        return await(wallet.pay(request.prepared(handle).storedAt(Instant.now())));
    }

    /** Looks up until the wallet says something final. */
    private PaymentResult ended(PaymentRequest request, PaymentResult said) {
        PaymentResult result = said;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while ((result instanceof PaymentResult.Unknown || result instanceof PaymentResult.Pending)
                && System.nanoTime() < end) {
            result = await(wallet.lookup(request)).orElse(result);
        }
        return result;
    }

    private static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer", e);
        }
    }
}
