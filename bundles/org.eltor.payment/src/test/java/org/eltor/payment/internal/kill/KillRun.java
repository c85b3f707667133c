package org.eltor.payment.internal.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eltor.payment.internal.ledger.LedgerPlace;
import org.eltor.payment.internal.ledger.Settlements;

/** A payer in a JVM of its own that is killed with SIGKILL at random moments, and what the ledger and the wallet say. */
public final class KillRun {
    /**
     * What happened.
     *
     * @param kills deaths
     * @param calls calls that reached the wallet
     * @param settled payments that arrived
     * @param spent msat
     */
    public record Tally(int kills, long calls, int settled, long spent) {}

    private static final long SLOWEST_START = 60;

    private final Path folder;
    private final SplittableRandom random;
    private final long hourLimit;
    private final Path ledger;
    private final Path accounts;

    /**
     * @param folder an empty one
     * @param hourLimit what payers may spend in an hour, msat
     */
    public KillRun(Path folder, long seed, long hourLimit) {
        this.folder = folder;
        this.random = new SplittableRandom(seed);
        this.hourLimit = hourLimit;
        this.ledger = folder.resolve("payments.db");
        this.accounts = folder.resolve("accounts");
    }

    /** Kills payers that often; fails when something was paid twice, lost, or over a limit. */
    public Tally play(int kills) throws Exception {
        try (WalletServer wallet = new WalletServer(random.nextLong())) {
            for (int kill = 0; kill < kills; kill++) {
                live(wallet);
            }
            wallet.calmDown();
            Process last = start(wallet, "settle");
            try {
                assertThat(last.waitFor(SLOWEST_START, TimeUnit.SECONDS))
                        .as("settled in time")
                        .isTrue();
            } finally {
                last.destroyForcibly();
            }
            return check(wallet, kills);
        }
    }

    private void live(WalletServer wallet) throws Exception {
        Process payer = start(wallet, "pay");
        CountDownLatch dead = new CountDownLatch(1);
        payer.onExit().thenRun(dead::countDown);
        try {
            boolean early = random.nextInt(10) == 0;
            if (early) {
                Thread.sleep(random.nextInt(400)); // while it starts, or opens its ledger
            } else {
                awaitUp(payer);
                if (random.nextBoolean()) {
                    Thread.sleep(random.nextInt(300));
                } else {
                    wallet.atCall(random.nextInt(40), payer::destroyForcibly);
                    dead.await(600, TimeUnit.MILLISECONDS);
                }
            }
        } finally {
            payer.destroyForcibly(); // SIGKILL
            assertThat(payer.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private Process start(WalletServer wallet, String what) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djava.io.tmpdir=" + folder, // what a killed one leaves there is deleted with all else
                        "-Dorg.slf4j.simpleLogger.logFile=" + folder.resolve("payer.log"),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Payer.class.getName(),
                        ledger.toString(),
                        accounts.toString(),
                        Integer.toString(wallet.port()),
                        Long.toString(hourLimit),
                        what)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("payer.err").toFile()))
                .start();
    }

    private void awaitUp(Process payer) throws IOException {
        BufferedReader said =
                new BufferedReader(new InputStreamReader(payer.getInputStream(), StandardCharsets.US_ASCII));
        ScheduledExecutorService patience = Executors.newSingleThreadScheduledExecutor();
        try {
            patience.schedule(payer::destroyForcibly, SLOWEST_START, TimeUnit.SECONDS);
            assertThat(said.readLine())
                    .as("it came up; else see payer.err in %s", folder)
                    .isEqualTo("up");
        } finally {
            patience.shutdownNow();
        }
    }

    private Tally check(WalletServer wallet, int kills) throws Exception {
        List<WalletServer.Arrival> arrivals = wallet.arrivals();
        Set<String> arrived = arrivals.stream().map(WalletServer.Arrival::note).collect(Collectors.toSet());
        assertThat(arrived).as("no interval was paid twice").hasSameSizeAs(arrivals);
        long spent = arrivals.stream()
                .mapToLong(arrival -> arrival.amount() + arrival.fee())
                .sum();
        assertThat(spent).as("within the limit of an hour").isLessThanOrEqualTo(hourLimit);

        Settlements settlements = Settlements.of(LedgerPlace.file(ledger));
        assertThat(settlements.inFlight()).as("every state is final").isZero();
        assertThat(settlements.notes()).isEqualTo(arrived);
        assertThat(settlements.mostOfACircuit()).isLessThanOrEqualTo(Payer.CIRCUIT_LIMIT.msat());
        assertThat(settlements.totals().spent().msat()).isEqualTo(spent);
        return new Tally(kills, wallet.calls(), arrivals.size(), spent);
    }

    /** All that payers wrote to their logs and to their standard error. */
    public String said() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String name : List.of("payer.log", "payer.err")) {
            if (Files.exists(folder.resolve(name))) {
                text.append(Files.readString(folder.resolve(name)));
            }
        }
        return text.toString();
    }
}
