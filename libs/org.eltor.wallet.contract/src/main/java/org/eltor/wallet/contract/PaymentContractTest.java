package org.eltor.wallet.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentHandle;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.lightning.WalletException;
import org.eltor.api.lightning.WalletTrait;
import org.junit.jupiter.api.Test;

/**
 * How every wallet treats money, whatever is behind it. What arrived is counted at the payee, so that a payment made
 * twice shows whatever the wallet says of it.
 */
public abstract class PaymentContractTest {
    static final long DUE = 1_000;
    /** Most that is waited for; a machine may be busy with much else. */
    static final long LIMIT_SECONDS = 120;

    /** What payees do with a payment that reaches them. */
    public enum Conduct {
        TAKE,
        REFUSE,
        /** Neither, until {@link #takeHeld} or {@link #refuseHeld}. */
        HOLD
    }

    /** Opens the wallet; payees take what they get. */
    protected abstract void open();

    /** Opens the wallet so that it gives up soon on an answer that does not come, where it waits for such. */
    protected void openImpatient() {
        open();
    }

    /** The wallet, as it is after the last {@link #open} or {@link #restart}. */
    protected abstract Wallet wallet();

    /** A request, not prepared, to a payee that nobody has paid. */
    protected abstract PaymentRequest request(long msat, long maxFeeMsat);

    /** A request that the wallet holds too little for, or is told so. */
    protected abstract PaymentRequest unaffordable();

    protected abstract void payees(Conduct conduct);

    protected abstract void takeHeld();

    protected abstract void refuseHeld();

    /** What the payee received for a request, in msat, an entry for each payment. */
    protected abstract List<Long> arrived(PaymentRequest request);

    /** As if the wallet's process had died: nothing of it is left but its files. */
    protected abstract void restart() throws Exception;

    /** Lets the time pass after which a payment that the wallet does not show, or shows as failed, is never made. */
    protected void outwaitAbsence() {}

    /** Whether a lookup tells what was made from what was not. */
    protected boolean findsLostPayments() {
        return true;
    }

    /** Whether a fee limit is kept before or while paying. */
    protected boolean keepsFeeLimit() {
        return true;
    }

    /** Whether a settled payment shows its preimage. */
    protected boolean provesPayments() {
        return true;
    }

    /** How many payments at once it is tried with. */
    protected int many() {
        return 20;
    }

    @Test
    final void aSettledPaymentIsProvenAndArrivedOnce() {
        open();
        PaymentRequest request = prepared(payable(DUE));
        PaymentResult.Settled settled = (PaymentResult.Settled) payPrepared(request);
        assertThat(settled.isConsistent()).isTrue();
        assertThat(settled.preimage().isPresent()).isEqualTo(provesPayments());
        assertThat(settled.fee()).isLessThanOrEqualTo(request.maxFee());
        assertThat(arrived(request)).containsExactly(settled.amount().msat());
        assertThat(lookup(request)).get().isInstanceOf(PaymentResult.Settled.class);
    }

    @Test
    final void roundsUpWhatItCannotSend() {
        open();
        PaymentRequest request = prepared(payable(1_500));
        MilliSatoshi sent = wallet().capabilities().sent(MilliSatoshi.of(1_500));
        assertThat(payPrepared(request))
                .isInstanceOfSatisfying(
                        PaymentResult.Settled.class,
                        settled -> assertThat(settled.amount()).isEqualTo(sent));
        assertThat(arrived(request)).containsExactly(sent.msat());
    }

    @Test
    final void aDefiniteFailureMayBeTriedAgain() {
        open();
        payees(Conduct.REFUSE);
        PaymentRequest refused = prepared(payable(DUE));
        assertThat(payPrepared(refused)).isInstanceOf(PaymentResult.Failed.class);
        payees(Conduct.TAKE);
        PaymentRequest again = prepared(payable(DUE));
        assertThat(payPrepared(again)).isInstanceOf(PaymentResult.Settled.class);
        assertThat(arrived(refused)).isEmpty();
        assertThat(arrived(again)).hasSize(1);
    }

    @Test
    final void aPendingPaymentIsFollowedUntilItSettles() {
        openImpatient();
        PaymentRequest request = held();
        assertThat(lookup(request)).get().isInstanceOf(PaymentResult.Pending.class);
        assertThat(arrived(request)).isEmpty();
        takeHeld();
        assertThat(ended(request)).isInstanceOf(PaymentResult.Settled.class);
        assertThat(arrived(request)).hasSize(1);
    }

    @Test
    final void aPendingPaymentIsFollowedUntilItFails() {
        openImpatient();
        PaymentRequest request = held();
        refuseHeld();
        outwaitAbsence();
        assertThat(ended(request)).isInstanceOf(PaymentResult.Failed.class);
        assertThat(arrived(request)).isEmpty();
    }

    @Test
    final void aPendingPaymentIsFoundAfterARestart() throws Exception {
        openImpatient();
        PaymentRequest request = held();
        restart();
        takeHeld();
        assertThat(ended(request)).isInstanceOf(PaymentResult.Settled.class);
        assertThat(arrived(request)).hasSize(1);
    }

    @Test
    final void aSettledPaymentIsFoundAfterARestartAndNotMadeAgain() throws Exception {
        assumeThat(findsLostPayments()).isTrue();
        open();
        PaymentRequest request = prepared(payable(DUE));
        assertThat(payPrepared(request)).isInstanceOf(PaymentResult.Settled.class);
        restart();
        assertThat(ended(request)).isInstanceOf(PaymentResult.Settled.class);
        assertThat(payPrepared(request)).isInstanceOf(PaymentResult.Settled.class);
        assertThat(arrived(request)).hasSize(1);
    }

    @Test
    final void paysOnceForAKeyThatHasSettled() {
        open();
        PaymentRequest request = prepared(payable(DUE));
        PaymentResult first = payPrepared(request);
        assertThat(first).isInstanceOf(PaymentResult.Settled.class);
        assertThat(payPrepared(request)).isEqualTo(first);
        assertThat(payPrepared(request)).isEqualTo(first);
        assertThat(arrived(request)).hasSize(1);
    }

    @Test
    final void paysOnceForAKeyAskedSeveralTimesAtOnce() {
        open();
        PaymentRequest request = prepared(payable(DUE));
        List<CompletableFuture<PaymentResult>> answers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            answers.add(wallet().pay(request).toCompletableFuture());
        }
        answers.forEach(answer -> assertThat(await(answer)).isInstanceOf(PaymentResult.Settled.class));
        assertThat(arrived(request)).hasSize(1);
    }

    @Test
    final void paysManySideBySide() {
        open();
        List<PaymentRequest> requests = new ArrayList<>();
        List<CompletableFuture<PaymentResult>> answers = new ArrayList<>();
        for (int i = 0; i < many(); i++) {
            PaymentRequest request = payable(DUE + 1_000L * i);
            requests.add(request);
            answers.add(wallet().prepare(request)
                    .thenCompose(handle -> wallet().pay(request.prepared(handle)))
                    .toCompletableFuture());
        }
        for (int i = 0; i < requests.size(); i++) {
            MilliSatoshi due = requests.get(i).amount();
            assertThat(await(answers.get(i)))
                    .isInstanceOfSatisfying(
                            PaymentResult.Settled.class,
                            settled -> assertThat(settled.amount()).isEqualTo(due));
            assertThat(arrived(requests.get(i))).containsExactly(due.msat());
        }
    }

    @Test
    final void whatWasNeverAskedForIsCertainlyNotMade() {
        open();
        PaymentRequest request = prepared(payable(DUE));
        outwaitAbsence();
        assertThat(lookup(request)).isEmpty();
        assertThat(payPrepared(request)).isInstanceOf(PaymentResult.Rejected.class);
        assertThat(arrived(request)).isEmpty();
    }

    @Test
    final void whatIsTooLateIsNotSent() {
        open();
        PaymentRequest request = payable(DUE);
        PaymentRequest late = prepared(request.sentBefore(request.createdAt()));
        assertThat(payPrepared(late)).isInstanceOf(PaymentResult.Failed.class);
        assertThat(payPrepared(late)).isInstanceOf(PaymentResult.Failed.class);
        assertThat(arrived(late)).isEmpty();
    }

    @Test
    final void saysOfItselfWhatItsPaymentsShow() {
        open();
        Set<WalletTrait> traits = wallet().capabilities().traits();
        assertThat(traits.contains(WalletTrait.FEE_LIMIT)).isEqualTo(keepsFeeLimit());
        assertThat(traits.contains(WalletTrait.NO_PROOF)).isEqualTo(!provesPayments());
    }

    @Test
    final void keepsTheFeeLimit() {
        assumeThat(keepsFeeLimit()).isTrue();
        open();
        long fee = ((PaymentResult.Settled) payPrepared(prepared(payable(DUE))))
                .fee()
                .msat();
        assertThat(fee).isPositive();
        PaymentRequest cheap = request(DUE, fee - 1);
        assertThat(pay(cheap)).isInstanceOfAny(PaymentResult.Failed.class, PaymentResult.Rejected.class);
        assertThat(arrived(cheap)).isEmpty();
        assertThat(pay(request(DUE, fee))).isInstanceOf(PaymentResult.Settled.class);
    }

    @Test
    final void tooLowABalanceIsRefusedBeforeAnyAttempt() {
        open();
        PaymentRequest dear = unaffordable();
        assertThat(pay(dear)).isInstanceOf(PaymentResult.Rejected.class);
        assertThat(arrived(dear)).isEmpty();
    }

    /** A request with room for the fee. */
    protected final PaymentRequest payable(long msat) {
        MilliSatoshi amount = MilliSatoshi.of(msat);
        return request(msat, wallet().capabilities().expectedFee(amount).msat() + 1_000);
    }

    /** Prepares as the payer does, so that what it prepared can be looked up. */
    protected PaymentRequest prepared(PaymentRequest request) {
        return request.prepared(await(wallet().prepare(request)));
    }

    protected PaymentResult payPrepared(PaymentRequest request) {
        return await(wallet().pay(request));
    }

    protected Optional<PaymentResult> lookup(PaymentRequest request) {
        return await(wallet().lookup(request));
    }

    /** A payment that is under way at a payee who holds it. */
    private PaymentRequest held() {
        payees(Conduct.HOLD);
        PaymentRequest request = prepared(payable(DUE));
        CompletableFuture<PaymentResult> answer = wallet().pay(request).toCompletableFuture();
        awaitHeld(request, answer);
        if (answer.isDone()) {
            assertThat(await(answer)).isInstanceOfAny(PaymentResult.Pending.class, PaymentResult.Unknown.class);
        }
        payees(Conduct.TAKE);
        return request;
    }

    /** Waits until the payee has the payment, or the wallet has answered. */
    protected void awaitHeld(PaymentRequest request, CompletableFuture<PaymentResult> answer) {
        await(answer);
    }

    private PaymentResult pay(PaymentRequest request) {
        try {
            Optional<PaymentHandle> handle = awaitOrThrow(wallet().prepare(request));
            return payPrepared(request.prepared(handle));
        } catch (ExecutionException e) {
            WalletException refused = (WalletException) e.getCause();
            return refused.retriable()
                    ? new PaymentResult.Failed(refused.getMessage())
                    : new PaymentResult.Rejected(refused.getMessage());
        }
    }

    /** Looks up until the wallet says something final. */
    private PaymentResult ended(PaymentRequest request) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (System.nanoTime() < end) {
            Optional<PaymentResult> result = lookup(request);
            if (result.isPresent()
                    && !(result.get() instanceof PaymentResult.Pending)
                    && !(result.get() instanceof PaymentResult.Unknown)) {
                return result.get();
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("the lookup never found the payment");
    }

    /** Waits for an answer; a wallet on virtual time lets it pass here. */
    protected <T> T await(CompletionStage<T> stage) {
        try {
            return awaitOrThrow(stage);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static <T> T awaitOrThrow(CompletionStage<T> stage) throws ExecutionException {
        try {
            return stage.toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within " + LIMIT_SECONDS + " s", e);
        }
    }
}
