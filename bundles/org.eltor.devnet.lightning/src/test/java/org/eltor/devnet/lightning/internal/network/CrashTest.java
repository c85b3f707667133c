package org.eltor.devnet.lightning.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eltor.devnet.lightning.internal.network.Payments.awaitTicking;
import static org.eltor.devnet.lightning.internal.network.Payments.pay;
import static org.eltor.devnet.lightning.internal.network.Payments.received;
import static org.eltor.devnet.lightning.internal.network.Payments.request;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.lightning.Wallet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes that break while they pay or are paid, on one network for all tests. */
class CrashTest {
    private static LightningNetwork network;
    private static Wallet wallet;
    private static Payee guard;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        network = Payments.network(Optional.empty());
        wallet = network.wallet();
        guard = network.receiver().openAccount("guard");
    }

    @AfterAll
    static void stop() throws IOException {
        network.close();
    }

    @Test
    void aCrashBeforePersistencePaysNothing() throws IOException, InterruptedException {
        network.crashPayerAtStoring(false);
        PaymentRequest request = request(guard, 888);

        assertThat(pay(network, request))
                .isEqualTo(new PaymentResult.Failed("the wallet's node started again before it was sent"));
        assertThat(pay(network, request)).isInstanceOf(PaymentResult.Failed.class);
        network.awaitUsable();
        assertThat(pay(network, request(guard, 100))).isInstanceOf(PaymentResult.Settled.class);
        assertThat(received(network, request)).isEmpty();
    }

    @Test
    void aCrashAfterPersistencePaysOnceByItself() throws IOException, InterruptedException {
        network.crashPayerAtStoring(true);
        PaymentRequest request = request(guard, 889);

        PaymentResult result = awaitTicking(network, wallet.pay(request).toCompletableFuture());

        boolean settled = result instanceof PaymentResult.Settled; // else no answer, or no channel yet when it came
        assertThat(settled || result instanceof PaymentResult.Failed).isTrue();
        assertThat(pay(network, request)).isEqualTo(result);
        network.awaitUsable();
        assertThat(pay(network, request(guard, 100))).isInstanceOf(PaymentResult.Settled.class);
        assertThat(received(network, request)).hasSize(settled ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 150})
    void aPayersCrashNeverPaysTwice(int milliseconds) throws IOException, InterruptedException {
        crash(milliseconds, true);
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 150})
    void aPayeesCrashNeverPaysTwice(int milliseconds) throws IOException, InterruptedException {
        crash(milliseconds, false);
    }

    private static void crash(int milliseconds, boolean payer) throws IOException, InterruptedException {
        PaymentRequest request = request(guard, 777);
        CompletableFuture<PaymentResult> answer = wallet.pay(request).toCompletableFuture();
        Thread.sleep(milliseconds); // any moment is right: what happens then must hold
        CompletableFuture<Void> crash = payer ? network.crashPayer() : network.crashOthers();
        crash.handle((nothing, broken) -> broken).join();

        PaymentResult result = awaitTicking(network, answer);

        boolean settled = result instanceof PaymentResult.Settled;
        assertThat(settled || result instanceof PaymentResult.Failed).isTrue();
        assertThat(received(network, request)).hasSize(settled ? 1 : 0);
        assertThat(pay(network, request)).isEqualTo(result);
        network.awaitUsable();
        assertThat(pay(network, request(guard, 100))).isInstanceOf(PaymentResult.Settled.class);
        assertThat(received(network, request)).hasSize(settled ? 1 : 0);
    }
}
