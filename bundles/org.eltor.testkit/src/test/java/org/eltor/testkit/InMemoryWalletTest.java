package org.eltor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.eltor.api.lightning.IncomingPayment;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.PayerNote;
import org.eltor.api.lightning.PaymentHandle;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.lightning.WalletCapabilities;
import org.eltor.api.lightning.WalletException;
import org.junit.jupiter.api.Test;

class InMemoryWalletTest {
    private static final Payee RELAY = new Payee(PayeeKind.BOLT12_OFFER, "lno1relay");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final SteppedExecutor executor = new SteppedExecutor();
    private final InMemoryWallet wallet = new InMemoryWallet("memory", executor);

    private PaymentRequest request(Payee payee, long msat) {
        return new PaymentRequest(
                UUID.randomUUID(),
                payee,
                MilliSatoshi.of(msat),
                MilliSatoshi.of(10),
                new PayerNote("ab".repeat(32)),
                executor.clock().instant());
    }

    private CompletableFuture<PaymentResult> pay(PaymentRequest request) {
        return wallet.pay(request).toCompletableFuture();
    }

    private Optional<PaymentResult> lookup(PaymentRequest request) {
        CompletableFuture<Optional<PaymentResult>> answer =
                wallet.lookup(request).toCompletableFuture();
        executor.runUntilIdle();
        return answer.join();
    }

    @Test
    void settlesWithAPreimageThatHashesToTheHash() {
        PaymentRequest request = request(RELAY, 1000);
        CompletableFuture<PaymentResult> answer = pay(request);
        executor.advance(Duration.ofMillis(499));
        assertThat(answer).isNotDone();

        executor.advance(Duration.ofMillis(1));

        PaymentResult.Settled settled = (PaymentResult.Settled) answer.join();
        assertThat(settled.preimage()).isPresent();
        assertThat(settled.isConsistent()).isTrue();
        assertThat(settled.amount()).isEqualTo(MilliSatoshi.of(1000));
        assertThat(wallet.received(RELAY))
                .containsExactly(new IncomingPayment(
                        request.note(),
                        settled.hash(),
                        MilliSatoshi.of(1000),
                        executor.clock().instant()));
        assertThat(lookup(request)).contains(settled);
        assertThat(wallet.requests()).containsExactly(request);
        assertThat(wallet.lookups()).containsExactly(request);
    }

    @Test
    void paysOnceForOneKeyHoweverOftenItIsAsked() {
        PaymentRequest request = request(RELAY, 1000);
        CompletableFuture<PaymentResult> first = pay(request);
        CompletableFuture<PaymentResult> second = pay(request);
        executor.advance(SECOND);
        CompletableFuture<PaymentResult> third = pay(request);
        executor.runUntilIdle();

        assertThat(second.join()).isEqualTo(first.join());
        assertThat(third.join()).isEqualTo(first.join());
        assertThat(wallet.received(RELAY)).hasSize(1);
        assertThat(wallet.requests()).hasSize(3);
        assertThat(wallet.balance().toCompletableFuture()).isNotDone();
    }

    @Test
    void failsAndRejectsAsScripted() {
        wallet.scriptNext(PaymentScript.fails(SECOND, "no route"), PaymentScript.rejects("the node is locked"));
        PaymentRequest failing = request(RELAY, 1000);
        CompletableFuture<PaymentResult> failed = pay(failing);
        CompletableFuture<PaymentResult> rejected = pay(request(RELAY, 1000));
        executor.advance(SECOND);

        assertThat(failed).isCompletedWithValue(new PaymentResult.Failed("no route"));
        assertThat(rejected).isCompletedWithValue(new PaymentResult.Rejected("the node is locked"));
        assertThat(lookup(failing)).contains(new PaymentResult.Failed("no route"));
        assertThat(wallet.received(RELAY)).isEmpty();
    }

    @Test
    void answersPendingAndSettlesLate() {
        wallet.script(PaymentScript.settlesLate(SECOND, Duration.ofMinutes(1)));
        PaymentRequest request = request(RELAY, 1000);
        CompletableFuture<PaymentResult> answer = pay(request);
        executor.advance(SECOND);

        assertThat(answer).isCompletedWithValue(new PaymentResult.Pending());
        assertThat(lookup(request)).contains(new PaymentResult.Pending());
        executor.advance(Duration.ofMinutes(1));
        assertThat(lookup(request).orElseThrow()).isInstanceOf(PaymentResult.Settled.class);
    }

    @Test
    void hangsForEverOrOnlySeemsTo() {
        wallet.scriptNext(PaymentScript.hangs(), PaymentScript.hangsAndSettles(SECOND));
        PaymentRequest first = request(RELAY, 1000);
        PaymentRequest second = request(RELAY, 1000);
        CompletableFuture<PaymentResult> hanging = pay(first);
        CompletableFuture<PaymentResult> silent = pay(second);
        executor.advance(Duration.ofHours(1));

        assertThat(hanging).isNotDone();
        assertThat(silent).isNotDone();
        assertThat(lookup(first)).contains(new PaymentResult.Pending());
        assertThat(lookup(second).orElseThrow()).isInstanceOf(PaymentResult.Settled.class);
        wallet.fail(first.key(), "given up");
        assertThat(wallet.state(first.key())).contains(new PaymentResult.Failed("given up"));
        assertThatThrownBy(() -> wallet.settle(first.key())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void doesNotKnowWhatOnlyLookupsTell() {
        wallet.scriptNext(
                PaymentScript.unknownButSettles(SECOND, SECOND),
                PaymentScript.unknownButFails(SECOND, SECOND, "no route"),
                PaymentScript.lost(SECOND));
        PaymentRequest settled = request(RELAY, 1000);
        PaymentRequest failed = request(RELAY, 1000);
        PaymentRequest lost = request(RELAY, 1000);
        CompletableFuture<PaymentResult> one = pay(settled);
        CompletableFuture<PaymentResult> two = pay(failed);
        CompletableFuture<PaymentResult> three = pay(lost);
        executor.advance(SECOND);

        PaymentResult unknown = new PaymentResult.Unknown("no answer from the wallet");
        assertThat(one).isCompletedWithValue(unknown);
        assertThat(two).isCompletedWithValue(unknown);
        assertThat(three).isCompletedWithValue(unknown);
        assertThat(lookup(settled).orElseThrow()).isInstanceOf(PaymentResult.Settled.class);
        assertThat(lookup(failed)).contains(new PaymentResult.Failed("no route"));
        assertThat(lookup(lost)).isEmpty();
        CompletableFuture<PaymentResult> again = pay(lost);
        executor.advance(SECOND);
        assertThat(again.join()).isInstanceOf(PaymentResult.Rejected.class);
        assertThat(wallet.received(RELAY)).hasSize(1);
    }

    @Test
    void followsTheScriptOfThePayee() {
        Payee other = new Payee(PayeeKind.BIP353, "relay@pay.example");
        wallet.script(other, PaymentScript.fails(Duration.ZERO, "unreachable"));
        CompletableFuture<PaymentResult> bad = pay(request(other, 1000));
        CompletableFuture<PaymentResult> good = pay(request(RELAY, 1000));
        executor.advance(SECOND);

        assertThat(bad.join()).isEqualTo(new PaymentResult.Failed("unreachable"));
        assertThat(good.join()).isInstanceOf(PaymentResult.Settled.class);
    }

    @Test
    void keepsItsBalanceAndItsLimits() {
        wallet.capabilities(
                new WalletCapabilities(Set.of(PayeeKind.BOLT12_OFFER), true, true, MilliSatoshi.of(1000), 0, Set.of()));
        CompletableFuture<PaymentResult> tooDear = pay(request(RELAY, 1000));
        CompletableFuture<PaymentResult> wrongKind = pay(request(new Payee(PayeeKind.LNURL_PAY, "LNURL1"), 1000));
        executor.runUntilIdle();
        assertThat(tooDear.join()).isEqualTo(new PaymentResult.Failed("the fee of 1000 msat is above the limit"));
        assertThat(wrongKind.join()).isInstanceOf(PaymentResult.Rejected.class);

        wallet.capabilities(
                new WalletCapabilities(Set.of(PayeeKind.BOLT12_OFFER), true, false, MilliSatoshi.ZERO, 0, Set.of()));
        wallet.balance(MilliSatoshi.of(3000));
        CompletableFuture<PaymentResult> paid = pay(request(RELAY, 1500));
        executor.advance(SECOND);
        PaymentRequest second = request(RELAY, 1500);
        CompletableFuture<PaymentResult> poor = pay(second);
        CompletableFuture<MilliSatoshi> left = wallet.balance().toCompletableFuture();
        executor.runUntilIdle();
        assertThat(((PaymentResult.Settled) paid.join()).amount()).isEqualTo(MilliSatoshi.of(2000));
        assertThat(left).isCompletedWithValue(MilliSatoshi.of(1000));
        assertThat(poor.join()).isEqualTo(new PaymentResult.Rejected("the balance of 1000 msat is too low"));
        assertThat(lookup(second).orElseThrow()).isInstanceOf(PaymentResult.Unknown.class);
    }

    @Test
    void looksUpSlowlyOrNotAtAll() {
        PaymentRequest request = request(RELAY, 1000);
        wallet.lookupDelay(SECOND);
        CompletableFuture<Optional<PaymentResult>> slow = wallet.lookup(request).toCompletableFuture();
        wallet.lookupsHang(true);
        CompletableFuture<Optional<PaymentResult>> never =
                wallet.lookup(request).toCompletableFuture();
        executor.advance(Duration.ofMinutes(1));

        assertThat(slow).isCompletedWithValue(Optional.empty());
        assertThat(never).isNotDone();
    }

    @Test
    void settlesWithoutProofWhenAskedTo() {
        wallet.showsPreimages(false);
        CompletableFuture<PaymentResult> answer = pay(request(RELAY, 1000));
        executor.advance(SECOND);

        assertThat(((PaymentResult.Settled) answer.join()).preimage()).isEmpty();
    }

    @Test
    void preparesPaymentsAndPaysNoneWithoutItsHandle() {
        PaymentRequest request = request(RELAY, 1000);
        CompletableFuture<Optional<PaymentHandle>> none =
                wallet.prepare(request).toCompletableFuture();
        executor.runUntilIdle();
        assertThat(none).isCompletedWithValue(Optional.empty());

        wallet.preparation(SECOND);
        CompletableFuture<Optional<PaymentHandle>> handle =
                wallet.prepare(request).toCompletableFuture();
        CompletableFuture<PaymentResult> unprepared = pay(request);
        executor.advance(SECOND);
        CompletableFuture<PaymentResult> paid = pay(request.prepared(handle.join()));
        executor.advance(SECOND);

        assertThat(handle.join()).isPresent();
        assertThat(unprepared.join()).isEqualTo(new PaymentResult.Rejected("this payment was not prepared"));
        assertThat(paid.join()).isInstanceOf(PaymentResult.Settled.class);
        assertThat(wallet.preparations()).containsExactly(request, request);
    }

    @Test
    void failsAndHangsInPreparation() {
        PaymentRequest request = request(RELAY, 1000);
        wallet.failNextPreparation(new WalletException("memory: the payee is unreachable", true));
        CompletableFuture<Optional<PaymentHandle>> failed =
                wallet.prepare(request).toCompletableFuture();
        wallet.preparationsHang(true);
        CompletableFuture<Optional<PaymentHandle>> hanging =
                wallet.prepare(request).toCompletableFuture();
        executor.advance(Duration.ofHours(1));

        assertThatThrownBy(failed::join).hasCauseInstanceOf(WalletException.class);
        assertThat(hanging).isNotDone();
    }
}
