package org.eltor.payment.internal.pay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.payment.CircuitAccount;
import org.eltor.api.payment.CostReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostTest {
    @TempDir
    Path directory;

    @Test
    void circuitsCostWhatWasSettledInThePeriod() {
        PaymentHarness harness = new PaymentHarness(directory.resolve("payments.db"));
        harness.wallets(new ScriptedWallet("wallet"));
        CircuitAccount account = harness.open();
        pay(harness, account, 1);
        harness.time.advance(Duration.ofMinutes(25));
        pay(harness, account, 2);
        pay(harness, account, 3);

        CostReport recent = harness.now(harness.engine.cost(Duration.ofMinutes(20)));
        assertThat(recent.payments()).isEqualTo(6);
        assertThat(recent.amount()).isEqualTo(MilliSatoshi.of(6_000));
        assertThat(recent.fees()).isEqualTo(MilliSatoshi.of(600));
        assertThat(recent.feeShare()).hasValue(600 / 6_600.0);
        assertThat(recent.feesExceedPrice()).isFalse();
        assertThat(recent.paidTime()).isEqualTo(Duration.ofMinutes(2));
        assertThat(recent.perCircuitMinute()).hasValue(3_300);
        assertThat(recent.perMinute()).isEqualTo(330);
        assertThat(recent.forecast(Duration.ofHours(1))).isEqualTo(MilliSatoshi.of(19_800));
        assertThat(recent.relays())
                .hasSize(3)
                .allSatisfy(relay -> assertThat(relay.spent()).isEqualTo(MilliSatoshi.of(2_200)));
        assertThat(recent.reserved()).isEqualTo(MilliSatoshi.of(21 * 1_100));
        assertThat(harness.now(harness.engine.cost(Duration.ofHours(1))).payments())
                .isEqualTo(9);

        harness.time.advance(Duration.ofHours(3));
        CostReport none = harness.now(harness.engine.cost(Duration.ofHours(1)));
        assertThat(none.feeShare()).isEmpty();
        assertThat(none.perCircuitMinute()).isEmpty();
        assertThat(none.reserved()).isEqualTo(MilliSatoshi.ZERO);
        assertThat(none.lastDay()).isEqualTo(MilliSatoshi.of(9_900));
    }

    private static void pay(PaymentHarness harness, CircuitAccount account, int interval) {
        for (int hop = 0; hop < 3; hop++) {
            harness.now(harness.engine.pay(account.id(), hop, interval, harness.in(50)));
        }
    }
}
