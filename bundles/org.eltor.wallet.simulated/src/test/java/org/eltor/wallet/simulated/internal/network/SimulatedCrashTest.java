package org.eltor.wallet.simulated.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayerNote;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.testkit.SettableClock;
import org.eltor.testkit.SteppedExecutor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wallet is asked after a crash what became of its payments. A crash is a network that nobody closed. */
class SimulatedCrashTest {
    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock();
    private SteppedExecutor time = new SteppedExecutor(clock);
    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("wallet/journal");
    }

    @Test
    void whatSettledBeforeACrashIsKnownAfterIt() throws IOException {
        SimulatedNetwork before = network(Settings.ideal().fee(10, 0));
        Payee payee = before.openAccount("guard ü");
        PaymentRequest request = request(payee, 1);
        PaymentResult settled = now(before.pay(request));

        SimulatedNetwork after = afterACrash(Settings.ideal().fee(10, 0));
        assertThat(now(after.lookup(request))).contains(settled);
        assertThat(now(after.pay(request))).isEqualTo(settled);
        assertThat(after.received(payee)).isEqualTo(before.received(payee)).hasSize(1);
        assertThat(now(after.balance())).isEqualTo(MilliSatoshi.of(1_000_000 - 1010));
    }

    @Test
    void whatWasUnderWayGoesOnAfterACrash() throws IOException {
        Settings settings = Settings.ideal().latency(10_000, 10_000);
        SimulatedNetwork before = network(settings);
        Payee payee = before.openAccount("guard");
        PaymentRequest request = request(payee, 1);
        before.pay(request);
        time.advance(Duration.ofSeconds(4));

        SimulatedNetwork after = afterACrash(settings);
        assertThat(now(after.lookup(request)).orElseThrow()).isInstanceOf(PaymentResult.Pending.class);
        time.advance(Duration.ofSeconds(6));
        assertThat(now(after.lookup(request)).orElseThrow()).isInstanceOf(PaymentResult.Settled.class);
        assertThat(after.received(payee)).hasSize(1);
    }

    @Test
    void whatWasNeverTakenOnIsRefusedForEver() throws IOException {
        SimulatedNetwork before = network(Settings.ideal());
        Payee payee = before.openAccount("guard");
        assertThat(now(before.lookup(request(payee, 1)))).isEmpty();

        SimulatedNetwork after = afterACrash(Settings.ideal());
        assertThat(now(after.pay(request(payee, 1)))).isInstanceOf(PaymentResult.Rejected.class);
    }

    @Test
    void aJournalTornAnywhereIsAnEarlierMoment() throws IOException {
        SimulatedNetwork before = network(Settings.ideal());
        Payee payee = before.openAccount("guard");
        for (int i = 1; i <= 5; i++) {
            now(before.pay(request(payee, i)));
        }
        byte[] whole = Files.readAllBytes(file);
        List<Integer> received = new ArrayList<>();
        for (int part = 0; part <= 150; part++) {
            Files.write(file, Arrays.copyOf(whole, whole.length * part / 150));
            SimulatedNetwork after = afterACrash(Settings.ideal());
            received.add(after.received(payee).size());
            after.openAccount("more");
            after.close();
        }
        assertThat(received).isSorted().first().isEqualTo(0);
        assertThat(received).last().isEqualTo(5);
    }

    @Test
    void aJournalThatIsNoneIsSaidAndLeftAlone() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "account Zw\nthese are notes\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE);

        assertThatThrownBy(() -> network(Settings.ideal()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("move the file away");
        assertThat(file).hasContent("account Zw\nthese are notes\n");
    }

    @Test
    void theJournalIsItsOwnersAlone() throws IOException {
        network(Settings.ideal()).openAccount("guard");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private SimulatedNetwork network(Settings settings) throws IOException {
        return new SimulatedNetwork(settings.storage(file).build(), clock, time);
    }

    private SimulatedNetwork afterACrash(Settings settings) throws IOException {
        time.shutdownNow();
        time = new SteppedExecutor(clock);
        return network(settings);
    }

    private PaymentRequest request(Payee payee, long key) {
        return new PaymentRequest(
                new UUID(key, key),
                payee,
                MilliSatoshi.of(1000),
                MilliSatoshi.of(100),
                new PayerNote("note of " + key),
                clock.instant());
    }

    private <T> T now(CompletionStage<T> stage) {
        time.runUntilIdle();
        assertThat(stage.toCompletableFuture()).isDone();
        return stage.toCompletableFuture().join();
    }
}
