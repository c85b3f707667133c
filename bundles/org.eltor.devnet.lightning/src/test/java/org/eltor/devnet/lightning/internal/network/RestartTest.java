package org.eltor.devnet.lightning.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eltor.devnet.lightning.internal.network.Payments.await;
import static org.eltor.devnet.lightning.internal.network.Payments.awaitTicking;
import static org.eltor.devnet.lightning.internal.network.Payments.lookup;
import static org.eltor.devnet.lightning.internal.network.Payments.pay;
import static org.eltor.devnet.lightning.internal.network.Payments.received;
import static org.eltor.devnet.lightning.internal.network.Payments.request;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.devnet.lightning.internal.chain.RegtestChain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network that is stopped, and goes on in what could be another process. */
class RestartTest {
    @TempDir
    Path storage;

    @Test
    void goesOnWhereItStoppedAndPaysNothingTwice() throws Exception {
        Payee guard;
        PaymentRequest paid;
        PaymentResult result;
        PaymentRequest waiting;
        CompletableFuture<PaymentResult> answer;
        try (LightningNetwork network = Payments.network(Optional.of(storage))) {
            guard = network.receiver().openAccount("guard");
            paid = request(guard, 300);
            result = pay(network, paid);
            assertThat(result).isInstanceOf(PaymentResult.Settled.class);
            assertThatThrownBy(() -> Payments.network(Optional.of(storage)))
                    .hasMessageContaining("is in use by another Lightning network");

            network.payeeOnline(false);
            waiting = request(guard, 400);
            answer = network.wallet().pay(waiting).toCompletableFuture();
            await(network.onPayer(node -> null));
        }
        assertThat(answer).isCompletedWithValue(new PaymentResult.Unknown("the wallet stopped"));
        // written down, and then the process died before LDK had stored anything
        PaymentRequest lost = request(guard, 500);
        Files.writeString(storage.resolve("payments"), "taken " + lost.key() + " 500\n", StandardOpenOption.APPEND);

        try (LightningNetwork network = Payments.network(Optional.of(storage))) {
            assertThat(network.receiver().openAccount("guard")).isEqualTo(guard);
            assertThat(lookup(network, paid)).contains(result);
            assertThat(pay(network, paid)).isEqualTo(result);
            assertThat(received(network, paid)).hasSize(1);

            assertThat(pay(network, lost))
                    .isEqualTo(new PaymentResult.Failed("the wallet's node started again before it was sent"));

            CompletableFuture<PaymentResult> again =
                    network.wallet().pay(waiting).toCompletableFuture();
            boolean settled = awaitTicking(network, again) instanceof PaymentResult.Settled;
            assertThat(received(network, waiting)).hasSize(settled ? 1 : 0);
            assertThat(pay(network, waiting)).isEqualTo(await(again));
            assertThat(pay(network, request(guard, 600))).isInstanceOf(PaymentResult.Settled.class);
        }
        assertThat(storage).isDirectoryContaining("glob:**payments");
    }

    @Test
    void aStorageOfAnotherSeedIsRefused() throws Exception {
        try (NetworkFiles files = NetworkFiles.open(Optional.of(storage))) {
            files.complete(1, new RegtestChain(() -> 0));
            assertThat(files.chain(1, () -> 0)).isPresent();
            assertThatThrownBy(() -> files.chain(2, () -> 0)).hasMessageContaining("of another seed");
        }
    }
}
