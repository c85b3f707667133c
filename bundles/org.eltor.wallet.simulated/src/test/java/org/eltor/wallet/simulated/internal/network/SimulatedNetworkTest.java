package org.eltor.wallet.simulated.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eltor.api.lightning.IncomingPayment;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.PayerNote;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.testkit.SteppedExecutor;
import org.junit.jupiter.api.Test;

class SimulatedNetworkTest {
    private static final MilliSatoshi BALANCE = MilliSatoshi.of(1_000_000);

    private final SteppedExecutor time = new SteppedExecutor();
    private long keys;

    @Test
    void aPaymentArrivesOnceWithItsNoteAndAPreimageThatVerifies() throws IOException {
        SimulatedNetwork network = network(Settings.ideal().fee(10, 1000));
        Payee payee = network.openAccount("guard");
        PaymentRequest request = request(payee, 1000, 100);
        PaymentResult.Settled settled = (PaymentResult.Settled) now(network.pay(request));

        assertThat(settled.isConsistent()).isTrue();
        assertThat(settled.preimage()).isPresent();
        assertThat(settled.amount()).isEqualTo(MilliSatoshi.of(1000));
        assertThat(settled.fee()).isEqualTo(MilliSatoshi.of(11));
        assertThat(network.received(payee))
                .containsExactly(new IncomingPayment(
                        request.note(),
                        settled.hash(),
                        settled.amount(),
                        time.clock().instant()));
        assertThat(now(network.balance())).isEqualTo(MilliSatoshi.of(1_000_000 - 1011));
    }

    @Test
    void oneKeyIsPaidOnce() throws IOException {
        SimulatedNetwork network = network(Settings.ideal());
        Payee payee = network.openAccount("guard");
        PaymentRequest request = request(payee, 1000, 0);
        PaymentResult first = now(network.pay(request));

        assertThat(now(network.pay(request))).isEqualTo(first);
        assertThat(network.received(payee)).hasSize(1);
        assertThat(now(network.balance())).isEqualTo(MilliSatoshi.of(999_000));
        assertThat(now(network.lookup(request))).contains(first);
    }

    @Test
    void aCallWhileTheFirstIsUnderWayJoinsIt() throws IOException {
        SimulatedNetwork network = network(Settings.ideal().latency(1000, 1000));
        PaymentRequest request = request(network.openAccount("guard"), 1000, 0);
        CompletableFuture<PaymentResult> one = network.pay(request).toCompletableFuture();
        CompletableFuture<PaymentResult> two = network.pay(request).toCompletableFuture();
        time.runUntilIdle();
        assertThat(one).isNotDone();
        time.advance(Duration.ofSeconds(2));

        assertThat(one.join()).isEqualTo(two.join()).isInstanceOf(PaymentResult.Settled.class);
    }

    @Test
    void whatALookupCallsUnknownIsNeverTakenOn() throws IOException {
        SimulatedNetwork network = network(Settings.ideal());
        Payee payee = network.openAccount("guard");
        PaymentRequest request = request(payee, 1000, 0);

        assertThat(now(network.lookup(request))).isEmpty();
        assertThat(now(network.pay(request))).isInstanceOf(PaymentResult.Rejected.class);
        assertThat(network.received(payee)).isEmpty();
    }

    @Test
    void offersLookLikeOffersAndFollowFromSeedAndLabel() throws IOException {
        SimulatedNetwork network = network(Settings.ideal());
        Payee guard = network.openAccount("guard");

        assertThat(guard.kind()).isEqualTo(PayeeKind.BOLT12_OFFER);
        assertThat(guard.value()).matches("lno1[qpzry9x8gf2tvdw0s3jn54khce6mua7l]{165}");
        assertThat(network.openAccount("guard")).isEqualTo(guard);
        assertThat(network.openAccount("exit")).isNotEqualTo(guard);
        assertThat(network(Settings.ideal()).openAccount("guard")).isEqualTo(guard);
        assertThat(network(Settings.ideal().seed(8)).openAccount("guard")).isNotEqualTo(guard);
    }

    @Test
    void requestsThatCannotBePaidAreRefusedWithTheWayOut() throws IOException {
        SimulatedNetwork network = network(Settings.ideal().fee(10, 0));
        Payee payee = network.openAccount("guard");

        assertThat(now(network.pay(request(payee, 2_000_000, 100))))
                .isInstanceOfSatisfying(
                        PaymentResult.Rejected.class,
                        rejected -> assertThat(rejected.reason()).contains("raise balance.msat"));
        assertThat(now(network.pay(request(new Payee(PayeeKind.BOLT12_OFFER, "lno1stranger"), 1, 100))))
                .isInstanceOf(PaymentResult.Rejected.class);
        assertThat(now(network.pay(request(payee, 1000, 9)))).isInstanceOf(PaymentResult.Failed.class);
        assertThat(network.received(new Payee(PayeeKind.BOLT12_OFFER, "lno1stranger")))
                .isEmpty();
        assertThat(now(network.balance())).isEqualTo(BALANCE);
    }

    @Test
    void aWalletOfWholeSatoshiRoundsAmountAndFeeUp() throws IOException {
        SimulatedNetwork network = network(Settings.ideal().fee(4000, 4000).wholeSatoshi());
        Payee payee = network.openAccount("guard");
        PaymentResult.Settled settled = (PaymentResult.Settled) now(network.pay(request(payee, 300, 5000)));

        assertThat(settled.amount()).isEqualTo(MilliSatoshi.of(1000));
        assertThat(settled.fee()).isEqualTo(MilliSatoshi.of(5000));
        assertThat(network.received(payee).get(0).amount()).isEqualTo(MilliSatoshi.of(1000));
        assertThat(now(network.balance())).isEqualTo(MilliSatoshi.of(994_000));
    }

    @Test
    void aFailureGivesEverythingBack() throws IOException {
        SimulatedNetwork network = network(Settings.ideal().failures(1));
        Payee payee = network.openAccount("guard");
        PaymentRequest request = request(payee, 1000, 0);

        assertThat(now(network.pay(request))).isInstanceOf(PaymentResult.Failed.class);
        assertThat(now(network.lookup(request)).orElseThrow()).isInstanceOf(PaymentResult.Failed.class);
        assertThat(now(network.balance())).isEqualTo(BALANCE);
        assertThat(network.received(payee)).isEmpty();
    }

    @Test
    void aLatePaymentIsPendingFirstAndSettlesLater() throws IOException {
        SimulatedNetwork network = network(Settings.ideal().late(1, 60_000));
        Payee payee = network.openAccount("guard");
        PaymentRequest request = request(payee, 1000, 0);

        assertThat(now(network.pay(request))).isInstanceOf(PaymentResult.Pending.class);
        assertThat(now(network.lookup(request)).orElseThrow()).isInstanceOf(PaymentResult.Pending.class);
        assertThat(network.received(payee)).isEmpty();
        assertThat(now(network.balance())).as("held while pending").isEqualTo(MilliSatoshi.of(999_000));
        time.advance(Duration.ofSeconds(60));
        assertThat(now(network.lookup(request)).orElseThrow()).isInstanceOf(PaymentResult.Settled.class);
        assertThat(network.received(payee)).hasSize(1);
    }

    @Test
    void aHangingCallIsNeverAnsweredAndYetThePaymentGoesOn() throws IOException {
        SimulatedNetwork network = network(Settings.ideal().hangs(0.5));
        Payee payee = network.openAccount("guard");
        int hanging = 0;
        for (int i = 0; i < 100; i++) {
            CompletableFuture<PaymentResult> answer =
                    network.pay(request(payee, 100, 0)).toCompletableFuture();
            time.runUntilIdle();
            hanging += answer.isDone() ? 0 : 1;
        }
        assertThat(hanging).isBetween(30, 70);
        assertThat(network.received(payee)).hasSize(100);
    }

    @Test
    void delaysHaveTheConfiguredMedianAndTail() throws IOException {
        SimulatedNetwork network = network(Settings.ideal().latency(400, 4000));
        Payee payee = network.openAccount("guard");
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            long start = time.clock().millis();
            network.pay(request(payee, 1, 0))
                    .thenRun(() -> delays.add(time.clock().millis() - start));
        }
        time.advance(Duration.ofHours(1));
        delays.sort(null);

        assertThat(delays).hasSize(900);
        assertThat(delays.get(450)).isBetween(350L, 450L);
        assertThat(delays.get(891)).isBetween(2800L, 6000L);
    }

    @Test
    void oneSeedIsOneHistoryWhateverTheOrderOfCalls() throws IOException {
        List<PaymentRequest> requests = new ArrayList<>();
        Settings settings =
                Settings.ideal().failures(0.5).hangs(0.2).late(0.2, 1000).latency(100, 1000);
        SimulatedNetwork one = network(settings);
        SimulatedNetwork other = network(settings);
        Payee payee = one.openAccount("guard");
        other.openAccount("guard");
        for (int i = 0; i < 50; i++) {
            requests.add(request(payee, 10, 0));
        }
        requests.forEach(one::pay);
        for (int i = requests.size() - 1; i >= 0; i--) {
            other.pay(requests.get(i));
        }
        time.advance(Duration.ofHours(1));

        assertThat(one.received(payee)).isNotEmpty().hasSizeLessThan(50);
        assertThat(one.received(payee)).containsExactlyInAnyOrderElementsOf(other.received(payee));
        assertThat(now(one.balance())).isEqualTo(now(other.balance()));
    }

    @Test
    void withoutLookupItSaysSo() throws IOException {
        SimulatedNetwork network = network(Settings.ideal().withoutLookup());
        PaymentRequest request = request(network.openAccount("guard"), 1, 0);
        now(network.pay(request));

        assertThat(network.capabilities().lookup()).isFalse();
        assertThat(now(network.lookup(request)).orElseThrow()).isInstanceOf(PaymentResult.Unknown.class);
    }

    @Test
    void nothingItHoldsPrintsItsSecrets() throws IOException {
        SimulatedNetwork network = network(Settings.ideal());
        PaymentRequest request = request(network.openAccount("guard"), 1, 0);
        PaymentResult.Settled settled = (PaymentResult.Settled) now(network.pay(request));
        Fate fate = Fate.of(Settings.ideal().build(), request.key());

        assertThat(settled + " " + request + " " + fate + " " + network)
                .doesNotContain(settled.hash().hex())
                .doesNotContain(settled.preimage().orElseThrow().hex())
                .doesNotContain(request.note().text())
                .doesNotContain(request.payee().value());
    }

    private SimulatedNetwork network(Settings settings) throws IOException {
        return new SimulatedNetwork(settings.build(), time.clock(), time);
    }

    private PaymentRequest request(Payee payee, long msat, long maxFee) {
        keys++;
        return new PaymentRequest(
                new UUID(keys, keys),
                payee,
                MilliSatoshi.of(msat),
                MilliSatoshi.of(maxFee),
                new PayerNote("%064x".formatted(keys + 0xabcdefL)),
                time.clock().instant());
    }

    private <T> T now(CompletionStage<T> stage) {
        time.runUntilIdle();
        CompletableFuture<T> future = stage.toCompletableFuture();
        assertThat(future).isDone();
        return future.join();
    }
}
