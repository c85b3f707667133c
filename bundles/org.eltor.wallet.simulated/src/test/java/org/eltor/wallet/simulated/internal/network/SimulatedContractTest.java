package org.eltor.wallet.simulated.internal.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PayerNote;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.Wallet;
import org.eltor.testkit.SettableClock;
import org.eltor.testkit.SteppedExecutor;
import org.eltor.wallet.contract.PaymentContractTest;
import org.junit.jupiter.api.io.TempDir;

/** On virtual time. What becomes of a payment follows from its key, so that keys are drawn until one fits. */
class SimulatedContractTest extends PaymentContractTest {
    private static final Duration HELD = Duration.ofHours(1);

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock();
    private SteppedExecutor time = new SteppedExecutor(clock);
    private SimulatedSettings settings;
    private SimulatedNetwork network;
    private Conduct conduct = Conduct.TAKE;
    private long keys;

    @Override
    protected void open() {
        settings = settings(0.5);
        restart();
    }

    @Override
    protected Wallet wallet() {
        return network;
    }

    @Override
    protected PaymentRequest request(long msat, long maxFeeMsat) {
        UUID key = new UUID(1, ++keys);
        for (Fate fate = Fate.of(settings, key);
                fate.fails() != (conduct == Conduct.REFUSE) || fate.late() != (conduct == Conduct.HOLD);
                fate = Fate.of(settings, key)) {
            key = new UUID(1, ++keys);
        }
        return new PaymentRequest(
                key,
                network.openAccount("payee " + keys),
                MilliSatoshi.of(msat),
                MilliSatoshi.of(maxFeeMsat),
                new PayerNote(String.format("%064x", keys)),
                clock.instant());
    }

    @Override
    protected PaymentRequest unaffordable() {
        return payable(2_000_000);
    }

    @Override
    protected void payees(Conduct wanted) {
        conduct = wanted;
    }

    @Override
    protected void takeHeld() {
        time.advance(HELD);
    }

    @Override
    protected void refuseHeld() {
        settings = settings(1);
        restart();
        time.advance(HELD);
    }

    @Override
    protected List<Long> arrived(PaymentRequest request) {
        return network.received(request.payee()).stream()
                .filter(payment -> payment.note().equals(request.note()))
                .map(payment -> payment.amount().msat())
                .toList();
    }

    @Override
    protected void restart() {
        try {
            if (network != null) {
                network.close();
            }
            time = new SteppedExecutor(clock);
            network = new SimulatedNetwork(settings, clock, time);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected <T> T await(CompletionStage<T> stage) {
        time.runUntilIdle();
        return super.await(stage);
    }

    private SimulatedSettings settings(double failures) {
        return Settings.ideal()
                .failures(failures)
                .late(0.5, HELD.toMillis())
                .fee(10, 1000)
                .storage(folder.resolve("journal"))
                .build();
    }
}
