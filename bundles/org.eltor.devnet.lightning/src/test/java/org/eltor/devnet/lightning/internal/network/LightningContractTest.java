package org.eltor.devnet.lightning.internal.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.lightning.Wallet;
import org.eltor.devnet.lightning.internal.node.NodeListener.Verdict;
import org.eltor.wallet.contract.PaymentContractTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every wallet, on one network for all tests. */
class LightningContractTest extends PaymentContractTest {
    @TempDir
    static Path storage;

    private static LightningNetwork network;
    private static volatile Conduct conduct = Conduct.TAKE;
    private static volatile boolean held;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        network = Payments.network(Optional.of(storage));
    }

    @AfterAll
    static void stop() throws IOException {
        network.close();
    }

    @Override
    protected void open() {
        held = false;
        payees(Conduct.TAKE);
    }

    @Override
    protected Wallet wallet() {
        return network.wallet();
    }

    @Override
    protected PaymentRequest request(long msat, long maxFeeMsat) {
        Payee payee = network.receiver().openAccount(UUID.randomUUID().toString());
        return Payments.request(payee, msat, maxFeeMsat);
    }

    @Override
    protected PaymentRequest unaffordable() {
        return payable(2_000_000_000L);
    }

    @Override
    protected void payees(Conduct wanted) {
        conduct = wanted;
        judge();
    }

    @Override
    protected void takeHeld() {
        Payments.await(network.endHeld(true));
    }

    @Override
    protected void refuseHeld() {
        Payments.await(network.endHeld(false));
    }

    @Override
    protected List<Long> arrived(PaymentRequest request) {
        return Payments.received(network, request).stream()
                .map(payment -> payment.amount().msat())
                .toList();
    }

    /** As a process that ends, and another that goes on from its files. A payee that holds a payment must live on. */
    @Override
    protected void restart() throws IOException, InterruptedException {
        if (held) {
            network.crashPayer().handle((nothing, broken) -> broken).join();
        } else {
            network.close();
            network = Payments.network(Optional.of(storage));
            judge();
        }
    }

    @Override
    protected void awaitHeld(PaymentRequest request, CompletableFuture<PaymentResult> answer) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Payments.LIMIT_SECONDS);
        while (!held && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        Payments.await(network.onPayer(node -> null));
    }

    @Override
    protected int many() {
        return 6;
    }

    private static void judge() {
        network.policy((payee, note, amount) -> switch (conduct) {
            case TAKE -> Verdict.CLAIM;
            case REFUSE -> Verdict.REFUSE;
            case HOLD -> {
                held = true;
                yield Verdict.HOLD;
            }
        });
    }
}
