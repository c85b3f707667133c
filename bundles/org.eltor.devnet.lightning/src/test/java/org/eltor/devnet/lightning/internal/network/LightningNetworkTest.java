package org.eltor.devnet.lightning.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eltor.devnet.lightning.internal.network.Payments.await;
import static org.eltor.devnet.lightning.internal.network.Payments.awaitTicking;
import static org.eltor.devnet.lightning.internal.network.Payments.lookup;
import static org.eltor.devnet.lightning.internal.network.Payments.pay;
import static org.eltor.devnet.lightning.internal.network.Payments.received;
import static org.eltor.devnet.lightning.internal.network.Payments.request;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.eltor.api.lightning.IncomingPayment;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.lightning.Wallet;
import org.eltor.devnet.lightning.internal.LiveThreads;
import org.eltor.devnet.lightning.internal.node.NodeListener.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real payments, on one network for all tests. */
class LightningNetworkTest {
    /** A leak of one channel monitor for each payment is twenty times as much. */
    private static final long MOST_GROWTH = 1 << 20;

    private static LightningNetwork network;
    private static Wallet wallet;
    private static Payee guard;
    private static Payee exit;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        network = Payments.network(Optional.empty());
        wallet = network.wallet();
        guard = network.receiver().openAccount("guard");
        exit = network.receiver().openAccount("exit");
    }

    @AfterAll
    static void stop() throws IOException {
        network.close();
        assertThat(LiveThreads.lasting()).isEmpty();
    }

    @AfterEach
    void welcomeEverybody() throws IOException, InterruptedException {
        network.policy((payee, note, amount) -> Verdict.CLAIM);
        network.payeeOnline(true);
        network.awaitUsable();
    }

    @Test
    void settlesWithAPreimageOfTheHashAndTheHubsFee() {
        PaymentRequest request = request(guard, 250);

        PaymentResult.Settled settled = (PaymentResult.Settled) pay(network, request);

        assertThat(settled.preimage().orElseThrow().hash()).isEqualTo(settled.hash());
        assertThat(settled.amount()).isEqualTo(MilliSatoshi.of(250));
        assertThat(settled.fee().msat())
                .isBetween(
                        10L, wallet.capabilities().expectedFee(settled.amount()).msat());
        assertThat(received(network, request)).singleElement().satisfies(incoming -> {
            assertThat(incoming.hash()).isEqualTo(settled.hash());
            assertThat(incoming.amount()).isEqualTo(MilliSatoshi.of(250));
        });
        assertThat(lookup(network, request)).contains(settled);
    }

    @Test
    void everyPayeeHasAnOfferOfItsOwn() {
        PaymentRequest toExit = request(exit, 1000);
        List<IncomingPayment> guards = network.receiver().received(guard);

        pay(network, toExit);

        assertThat(exit.value()).startsWith("lno1").isNotEqualTo(guard.value());
        assertThat(network.receiver().openAccount("exit")).isEqualTo(exit);
        assertThat(received(network, toExit)).hasSize(1);
        assertThat(network.receiver().received(guard)).isEqualTo(guards);
    }

    @Test
    void paysOnceForAKeyHoweverOftenItIsAsked() {
        PaymentRequest request = request(guard, 300);
        List<CompletableFuture<PaymentResult>> answers = IntStream.range(0, 5)
                .mapToObj(i -> wallet.pay(request).toCompletableFuture())
                .toList();

        PaymentResult first = await(answers.get(0));

        assertThat(first).isInstanceOf(PaymentResult.Settled.class);
        assertThat(answers).allSatisfy(answer -> assertThat(await(answer)).isEqualTo(first));
        assertThat(pay(network, request)).isEqualTo(first);
        assertThat(received(network, request)).hasSize(1);
    }

    @Test
    void spendsWhatItSays() {
        MilliSatoshi before = await(wallet.balance());

        PaymentResult.Settled settled = (PaymentResult.Settled) pay(network, request(guard, 21_000));

        MilliSatoshi spent = settled.amount().plus(settled.fee());
        assertThat(await(wallet.balance()).plus(spent)).isEqualTo(before);
    }

    @Test
    void keepsTheFeeLimit() {
        PaymentRequest cheap = request(guard, 1000, 5);

        assertThat(pay(network, cheap)).isInstanceOf(PaymentResult.Failed.class);
        assertThat(received(network, cheap)).isEmpty();
    }

    @Test
    void tooLowABalanceIsRefusedBeforeAnyAttempt() {
        PaymentRequest dear = request(guard, 2_000_000_000L);

        assertThat(pay(network, dear)).isInstanceOf(PaymentResult.Rejected.class);
        assertThat(lookup(network, dear)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lno1qqqq", "nonsense", "lnbc1pvjluez"})
    void whatIsNoOfferIsRefused(String text) {
        assertThat(pay(network, request(new Payee(PayeeKind.BOLT12_OFFER, text), 100)))
                .isInstanceOf(PaymentResult.Rejected.class);
    }

    @Test
    void otherKindsOfPayeeAreRefused() {
        assertThat(pay(network, request(new Payee(PayeeKind.BIP353, "relay@example.org"), 100)))
                .isInstanceOf(PaymentResult.Rejected.class);
    }

    @Test
    void aRefusalOfThePayeeIsAFailureAndMayBeTriedAgain() {
        network.policy((payee, note, amount) -> amount.msat() >= 500 ? Verdict.CLAIM : Verdict.REFUSE);
        PaymentRequest tooLittle = request(guard, 499);

        assertThat(pay(network, tooLittle)).isInstanceOf(PaymentResult.Failed.class);
        assertThat(received(network, tooLittle)).isEmpty();
        assertThat(pay(network, request(guard, 500))).isInstanceOf(PaymentResult.Settled.class);
    }

    @Test
    void whatIsBelowAPayeesPriceGoesBackToThePayer() {
        Payee dear = network.receiver().openAccount("dear");
        network.receiver().requireAtLeast(dear, MilliSatoshi.of(1250));
        PaymentRequest tooLittle = request(dear, 1249);
        PaymentRequest enough = request(dear, 1250);
        MilliSatoshi before = await(wallet.balance());

        assertThat(pay(network, tooLittle)).isInstanceOf(PaymentResult.Failed.class);
        assertThat(await(wallet.balance())).isEqualTo(before);
        assertThat(pay(network, enough)).isInstanceOf(PaymentResult.Settled.class);
        assertThat(pay(network, request(guard, 1))).isInstanceOf(PaymentResult.Settled.class);
        assertThat(network.receiver().received(dear))
                .extracting(IncomingPayment::note)
                .containsExactly(enough.note());
    }

    @Test
    void takesNoMoreMemoryForMorePayments() {
        payInARow(10); // until LDK has all that it ever needs
        long before = await(network.memoryBytes());

        payInARow(50);

        assertThat(await(network.memoryBytes()) - before).isLessThan(MOST_GROWTH);
    }

    private static void payInARow(int count) {
        for (int i = 0; i < count; i++) {
            assertThat(pay(network, request(guard, 100 + i))).isInstanceOf(PaymentResult.Settled.class);
        }
    }

    @Test
    void aSilentPayeeIsAFailureAfterTwoTicks() throws InterruptedException {
        network.payeeOnline(false);
        PaymentRequest request = request(guard, 100);
        CompletableFuture<PaymentResult> answer = wallet.pay(request).toCompletableFuture();
        await(network.onPayer(node -> null));
        assertThat(answer).isNotDone();
        assertThat(lookup(network, request)).contains(new PaymentResult.Pending());

        network.tick();
        network.tick();

        assertThat(await(answer)).isEqualTo(new PaymentResult.Failed("the payee did not answer"));
        assertThat(received(network, request)).isEmpty();
    }

    @Test
    void aPayeeThatComesBackIsPaidOrGivenUp() throws InterruptedException {
        network.payeeOnline(false);
        PaymentRequest request = request(guard, 100);
        CompletableFuture<PaymentResult> answer = wallet.pay(request).toCompletableFuture();
        await(network.onPayer(node -> null));

        network.payeeOnline(true);
        network.reconnectPayer(); // LDK asks once more when a connection is made

        boolean settled = awaitTicking(network, answer) instanceof PaymentResult.Settled;
        assertThat(received(network, request)).hasSize(settled ? 1 : 0);
    }

    @Test
    void whatWasNeverAskedForIsCertainlyNotMade() {
        PaymentRequest request = request(guard, 100);

        assertThat(lookup(network, request)).isEmpty();
        assertThat(pay(network, request)).isInstanceOf(PaymentResult.Rejected.class);
        assertThat(received(network, request)).isEmpty();
    }

    @Test
    void paysSeveralSideBySide() {
        List<PaymentRequest> requests = IntStream.range(0, 6)
                .mapToObj(i -> request(i % 2 == 0 ? guard : exit, 100 + i))
                .toList();
        List<CompletableFuture<PaymentResult>> answers = requests.stream()
                .map(request -> wallet.pay(request).toCompletableFuture())
                .toList();

        assertThat(answers).allSatisfy(answer -> assertThat(await(answer)).isInstanceOf(PaymentResult.Settled.class));
        assertThat(requests)
                .allSatisfy(request -> assertThat(received(network, request)).hasSize(1));
    }

    @Test
    void noRouteIsAFailure() {
        network.payeeChannelOnline(false); // it still hands out invoices
        PaymentRequest request = request(guard, 100);

        assertThat(pay(network, request)).isInstanceOf(PaymentResult.Failed.class);
        assertThat(received(network, request)).isEmpty();

        network.payeeChannelOnline(true);
        PaymentRequest next = request;
        for (int i = 0; i < 100 && received(network, next).isEmpty(); i++) { // the channel takes a moment to come back
            next = request(guard, 100);
            pay(network, next);
        }
        assertThat(received(network, next)).hasSize(1);
        assertThat(received(network, request)).isEmpty();
    }
}
