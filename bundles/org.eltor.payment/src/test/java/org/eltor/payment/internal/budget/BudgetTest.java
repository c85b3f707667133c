package org.eltor.payment.internal.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SplittableRandom;
import org.eltor.api.lightning.MilliSatoshi;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private static final Spending NOTHING = new Spending(0, 0, 0, 0, 0);

    @Test
    void aWalletsOwnLimitBoundsTheFeeTooAndIsNamed() {
        Budget budget = new Budget(new Limits(
                MilliSatoshi.of(9999), MilliSatoshi.ZERO, MilliSatoshi.ZERO, Map.of("small", MilliSatoshi.of(1000))));
        assertThat(budget.allowWallet("other", 5000, 100, 10, 50).maxFee()).hasValue(50);
        assertThat(budget.allowWallet("small", 850, 100, 10, 50).maxFee()).hasValue(50);
        assertThat(budget.allowWallet("small", 890, 100, 10, 50).maxFee()).hasValue(10);
        assertThat(budget.allowWallet("small", 891, 100, 10, 50).refusal())
                .hasValueSatisfying(text -> assertThat(text).contains("wallet small", "wallet.day.max.msat", "1000"));
    }

    @Test
    void equalToALimitIsAllowed() {
        Budget budget = budget(100, 100, 100);

        assertThat(budget.admit(NOTHING, 100)).isEmpty();
        assertThat(budget.admit(NOTHING, 101)).isPresent();
    }

    @Test
    void aRefusalNamesTheLimit() {
        assertThat(budget(99, 0, 0).admit(NOTHING, 100).orElseThrow()).contains("circuit.max.msat");
        assertThat(budget(100, 99, 0).admit(NOTHING, 100).orElseThrow()).contains("hour.max.msat");
        assertThat(budget(100, 0, 99).admit(NOTHING, 100).orElseThrow())
                .contains("day.max.msat")
                .contains("100 msat needed");
    }

    @Test
    void whatOthersReservedIsNotGivenAwayTwice() {
        Spending reserved = new Spending(0, 30, 30, 0, 50);

        assertThat(budget(100, 100, 0).admit(reserved, 20)).isEmpty();
        assertThat(budget(100, 100, 0).admit(reserved, 21)).isPresent();
    }

    @Test
    void freeCircuitsNeedNoBudget() {
        assertThat(budget(1, 1, 1).admit(new Spending(9, 9, 9, 9, 9), 0)).isEmpty();
    }

    @Test
    void aHigherFeeIsAllowedAsFarAsTheRestStaysPayable() {
        Spending rest = new Spending(0, 0, 0, 110 * 10, 110 * 10);

        assertThat(budget(1100, 0, 0).allow(rest, 100, 10, 50).maxFee()).hasValue(10);
        assertThat(budget(1115, 0, 0).allow(rest, 100, 10, 50).maxFee()).hasValue(25);
        assertThat(budget(9999, 0, 0).allow(rest, 100, 10, 50).maxFee()).hasValue(50);
        assertThat(budget(9999, 1105, 0).allow(rest, 100, 10, 50).maxFee()).hasValue(15);
        assertThat(budget(9999, 0, 109).allow(NOTHING, 100, 10, 50).refusal()).isPresent();
    }

    @Test
    void noSequenceOfDecisionsPassesALimit() {
        SplittableRandom random = new SplittableRandom(1);
        for (int run = 0; run < 2000; run++) {
            long limit = 1 + random.nextLong(100_000);
            long hour = random.nextBoolean() ? 0 : 1 + random.nextLong(100_000);
            Budget budget = budget(limit, hour, 0);
            long circuit = 0;
            long all = random.nextLong(50_000);
            for (int payment = 0; payment < 40; payment++) {
                long amount = random.nextLong(5_000);
                long expected = random.nextLong(500);
                long tolerated = expected + random.nextLong(1_000);
                long reserved = random.nextLong(20_000);
                Budget.Decision decision = budget.allow(
                        new Spending(circuit, all, all, random.nextLong(reserved + 1), reserved),
                        amount,
                        expected,
                        tolerated);
                assertThat(decision.maxFee().isPresent())
                        .isNotEqualTo(decision.refusal().isPresent());
                if (decision.maxFee().isPresent()) {
                    assertThat(decision.maxFee().getAsLong()).isBetween(expected, tolerated);
                    circuit += amount + decision.maxFee().getAsLong();
                    all += amount + decision.maxFee().getAsLong();
                    assertThat(circuit).isLessThanOrEqualTo(limit);
                    if (hour > 0) {
                        assertThat(all).isLessThanOrEqualTo(hour);
                    }
                }
            }
        }
    }

    @Test
    void hugeNumbersAreRefusedAndDoNotOverflow() {
        Spending much = new Spending(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

        assertThat(budget(100, 100, 100).admit(much, Long.MAX_VALUE)).isPresent();
        assertThat(budget(100, 100, 100)
                        .allow(much, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE)
                        .refusal())
                .isPresent();
    }

    private static Budget budget(long circuit, long hour, long day) {
        return new Budget(new Limits(MilliSatoshi.of(circuit), MilliSatoshi.of(hour), MilliSatoshi.of(day)));
    }
}
