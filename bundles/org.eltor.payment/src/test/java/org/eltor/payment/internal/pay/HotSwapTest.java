package org.eltor.payment.internal.pay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.payment.CircuitAccount;
import org.eltor.api.payment.PaymentTotals;
import org.eltor.payment.internal.budget.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wallets come and go while many payments are under way, and answer late, never, or twice. */
class HotSwapTest {
    @TempDir
    Path directory;

    @Test
    void underLoadNothingIsLostAndNothingPaidTwice() {
        SplittableRandom random = new SplittableRandom(5);
        PaymentHarness harness = new PaymentHarness(directory.resolve("payments.db"));
        harness.limits = new Limits(MilliSatoshi.of(10_000_000), MilliSatoshi.ZERO, MilliSatoshi.ZERO);
        ChaoticWallet first = new ChaoticWallet("first", harness.time, random.split());
        ChaoticWallet second = new ChaoticWallet("second", harness.time, random.split());
        List<Wallet[]> sets = List.of(
                new Wallet[] {first, second},
                new Wallet[] {second},
                new Wallet[] {},
                new Wallet[] {second, first},
                new Wallet[] {first});
        harness.wallets(first, second);
        List<CircuitAccount> accounts = new ArrayList<>();
        for (int step = 0; step < 300; step++) {
            if (step % 20 == 0) {
                harness.wallets(first, second);
                accounts.add(harness.open());
            }
            CircuitAccount account = accounts.get(accounts.size() - 1);
            harness.engine.pay(account.id(), random.nextInt(3), 1 + step % 10, harness.in(45));
            harness.engine.pay(account.id(), random.nextInt(3), 1 + step % 10, harness.in(45));
            if (step % 3 == 0) {
                harness.wallets(sets.get(random.nextInt(sets.size())));
            }
            harness.time.advance(Duration.ofMillis(random.nextInt(4_000)));
        }
        harness.wallets(first, second);
        harness.time.advance(Duration.ofHours(2)); // all lookups have had an answer

        List<ChaoticWallet.Arrival> arrivals = Stream.of(first, second)
                .flatMap(wallet -> wallet.arrivals.stream())
                .toList();
        assertThat(arrivals)
                .hasSizeGreaterThan(100)
                .extracting(ChaoticWallet.Arrival::note)
                .doesNotHaveDuplicates();
        assertThat(first.arrivals).isNotEmpty();
        assertThat(second.arrivals).isNotEmpty();
        PaymentTotals totals = harness.now(harness.engine.totals());
        assertThat(totals.inFlight()).isZero();
        assertThat(totals.settled()).isEqualTo(arrivals.size());
        assertThat(totals.spent().msat())
                .isEqualTo(
                        arrivals.stream().mapToLong(ChaoticWallet.Arrival::msat).sum());
    }
}
