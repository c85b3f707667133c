package org.eltor.payment.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.eltor.api.payment.PaymentRecord;
import org.eltor.api.payment.PaymentState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerCrashTest {
    @TempDir
    Path directory;

    @Test
    void everyStepIsThereAfterACrashRightBehindIt() throws IOException {
        Path file = directory.resolve("payments.db");
        LedgerHarness harness = new LedgerHarness(file);
        AccountEntry account = harness.opened();
        LedgerHarness reserved = crashed(file, "reserved");
        assertThat(state(reserved, 0, 1)).isEqualTo(PaymentState.RESERVED);
        assertThat(reserved.begin(account, 0, 1)).isInstanceOf(Begin.Begun.class);

        Attempt attempt = harness.begun(account, 0, 1);
        LedgerHarness flying = crashed(file, "flying");
        assertThat(flying.<List<Attempt>>run(store -> store.read().inFlight())).containsExactly(attempt);
        assertThat(flying.begin(account, 0, 1)).isEqualTo(new Begin.InFlight(attempt));

        harness.run(store -> store.fail(attempt.request(), LedgerHarness.NOW));
        LedgerHarness failed = crashed(file, "failed");
        assertThat(state(failed, 0, 1)).isEqualTo(PaymentState.FAILED);

        Attempt second = harness.begun(account, 0, 1);
        harness.settle(second);
        LedgerHarness settled = crashed(file, "settled");
        assertThat(state(settled, 0, 1)).isEqualTo(PaymentState.SETTLED);
        assertThat(settled.begin(account, 0, 1)).isInstanceOf(Begin.Settled.class);
        assertThat(settled.run(store -> store.read().totals(LedgerHarness.NOW)).settled())
                .isEqualTo(1);
        List.of(harness, reserved, flying, failed, settled).forEach(LedgerHarness::close);
    }

    @Test
    void aLogThatIsTornAnywhereGivesBackAnEarlierMomentAndNothingElse() throws IOException {
        Path file = directory.resolve("payments.db");
        LedgerHarness harness = new LedgerHarness(file);
        AccountEntry account = harness.opened();
        for (int interval = 1; interval <= 10; interval++) {
            harness.settle(harness.begun(account, 0, interval));
        }
        long size = Files.size(Path.of(file + "-wal"));
        List<Long> settled = new ArrayList<>();
        for (int part = 0; part <= 40; part++) {
            Path copy = LedgerHarness.copy(file, directory.resolve("torn-" + part + "/payments.db"));
            try (FileChannel log = FileChannel.open(Path.of(copy + "-wal"), StandardOpenOption.WRITE)) {
                log.truncate(size * part / 40);
            }
            LedgerHarness torn = new LedgerHarness(copy);
            assertThat(torn.ledger.problem()).isEmpty();
            var totals = torn.run(store -> store.read().totals(LedgerHarness.NOW));
            assertThat(totals.settled() + totals.inFlight()).isBetween(0L, 10L);
            assertThat(torn.<List<PaymentRecord>>run(store -> store.read().history(1000)))
                    .filteredOn(entry -> entry.state() == PaymentState.SETTLED)
                    .hasSize((int) totals.settled());
            settled.add(totals.settled());
            torn.close();
        }
        assertThat(settled).isSorted().first().isEqualTo(0L);
        assertThat(settled).last().isEqualTo(10L);
        harness.close();
    }

    @Test
    void whatAKilledProcessWasToldIsInTheLedger() throws Exception {
        Path file = directory.resolve("payments.db");
        Path said = directory.resolve("said");
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + directory, // what it leaves there is deleted with all else
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Victim.class.getName(),
                        file.toString())
                .redirectOutput(said.toFile())
                .redirectError(directory.resolve("victim.log").toFile())
                .start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (Files.readAllLines(said).size() < 100 && System.nanoTime() < end) {
            Thread.sleep(10);
        }
        victim.destroyForcibly(); // SIGKILL
        assertThat(victim.waitFor(10, TimeUnit.SECONDS)).isTrue();
        List<String> told = Files.readAllLines(said);

        assertThat(told).hasSizeGreaterThanOrEqualTo(100);
        LedgerHarness survivor = new LedgerHarness(file);
        assertThat(survivor.ledger.problem()).isEmpty();
        for (String line : told) {
            String[] words = line.split(" ");
            if (words.length == 3) { // the last one may be cut off
                IntervalKey interval = new IntervalKey(UUID.fromString(words[1]), 0, Integer.parseInt(words[2]));
                Begin standing = survivor.run(store -> store.standing(interval, LedgerHarness.NOW))
                        .orElseThrow();
                assertThat(standing)
                        .isInstanceOf(words[0].equals("settled") ? Begin.Settled.class : Object.class)
                        .isNotInstanceOf(Begin.Closed.class);
            }
        }
        survivor.close();
    }

    /** Pays as fast as it can, and says what is in the ledger. */
    public static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) {
            LedgerHarness harness = new LedgerHarness(Path.of(arguments[0]));
            while (true) {
                AccountEntry account = harness.opened();
                for (int interval = 1; interval <= 10; interval++) {
                    Attempt attempt = harness.begun(account, 0, interval);
                    System.out.println("begun " + account.id() + " " + interval);
                    harness.settle(attempt);
                    System.out.println("settled " + account.id() + " " + interval);
                }
            }
        }
    }

    private LedgerHarness crashed(Path file, String name) throws IOException {
        LedgerHarness recovered = new LedgerHarness(LedgerHarness.copy(file, directory.resolve(name + "/payments.db")));
        assertThat(recovered.ledger.problem()).isEmpty();
        recovered.time.advance(Duration.ofMillis(1));
        return recovered;
    }

    private static PaymentState state(LedgerHarness harness, int hop, int interval) {
        String relay = "%040X".formatted(hop + 1);
        return harness.run(store -> store.read().history(1000)).stream()
                .filter(entry -> entry.relay().hex().equals(relay) && entry.interval() == interval)
                .findFirst()
                .orElseThrow()
                .state();
    }
}
