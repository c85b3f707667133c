package org.eltor.payment.internal.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
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

    private final SplittableRandom random;
    private final long hourLimit;
    private final Path ledger;
    private final Path accounts;
    private final PayerJvm jvm;

    /**
     * @param folder an empty one
     * @param hourLimit what payers may spend in an hour, msat
     */
    public KillRun(Path folder, long seed, long hourLimit) {
        this.random = new SplittableRandom(seed);
        this.hourLimit = hourLimit;
        this.ledger = folder.resolve("payments.db");
        this.accounts = folder.resolve("accounts");
        this.jvm = new PayerJvm(Payer.class, folder);
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
                assertThat(last.waitFor(PayerJvm.PATIENCE, TimeUnit.SECONDS))
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
                jvm.awaitUp(payer);
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
        return jvm.start(arguments(wallet, what));
    }

    private String[] arguments(WalletServer wallet, String what) {
        return new String[] {
            ledger.toString(), accounts.toString(), Integer.toString(wallet.port()), Long.toString(hourLimit), what
        };
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

    /** Archives the classes of payers first, which pays where many are killed. */
    public KillRun archiveClasses() throws Exception {
        try (WalletServer wallet = new WalletServer(0)) {
            jvm.archiveClasses(arguments(wallet, "settle"));
        }
        return this;
    }

    /** See {@link PayerJvm#said()}. */
    public String said() throws IOException {
        return jvm.said();
    }
}
