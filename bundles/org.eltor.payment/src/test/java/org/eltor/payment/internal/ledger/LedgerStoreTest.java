package org.eltor.payment.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.payment.PaymentRecord;
import org.eltor.api.payment.PaymentState;
import org.eltor.payment.internal.budget.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerStoreTest {
    @TempDir
    Path directory;

    private LedgerHarness harness;

    @BeforeEach
    void open() {
        harness = new LedgerHarness(directory.resolve("payments.db"));
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void anAttemptIsReadBackAsItWasWritten() {
        AccountEntry account = harness.opened();
        Intent intent = harness.intent(account, 1, 3, LedgerHarness.NOW);
        Attempt begun = ((Begin.Begun) harness.run(store -> store.begin(intent))).attempt();

        assertThat(begun.request()).isEqualTo(intent.request());
        assertThat(begun.wallet()).isEqualTo("wallet");
        assertThat(harness.<List<Attempt>>run(store -> store.read().inFlight())).containsExactly(begun);
    }

    @Test
    void anIntervalInFlightOrSettledIsNotBegunAgain() {
        AccountEntry account = harness.opened();
        Attempt attempt = harness.begun(account, 0, 1);
        assertThat(harness.begin(account, 0, 1)).isEqualTo(new Begin.InFlight(attempt));

        assertThat(harness.settle(attempt)).isTrue();
        assertThat(harness.begin(account, 0, 1))
                .isEqualTo(new Begin.Settled(MilliSatoshi.of(1000), MilliSatoshi.of(100), Duration.ofSeconds(2)));
        assertThat(harness.settle(attempt)).as("settled once").isFalse();
        assertThat(harness.<Boolean>run(store -> store.fail(attempt.request(), LedgerHarness.NOW)))
                .as("settled is final")
                .isFalse();
    }

    @Test
    void aFailedIntervalMayBeBegunAgain() {
        AccountEntry account = harness.opened();
        Attempt first = harness.begun(account, 0, 1);
        assertThat(harness.<Boolean>run(store -> store.fail(first.request(), LedgerHarness.NOW)))
                .isTrue();
        Attempt second = harness.begun(account, 0, 1);

        assertThat(second.request().key()).isNotEqualTo(first.request().key());
        assertThat(second.request().note()).isEqualTo(first.request().note());
        assertThat(harness.settle(first))
                .as("the first attempt's outcome is known")
                .isFalse();
    }

    @Test
    void theDatabaseItselfRefusesWhatMustNeverHappen() {
        AccountEntry account = harness.opened();
        harness.settle(harness.begun(account, 0, 1));
        harness.begun(account, 0, 2);

        for (String forbidden : List.of(
                "UPDATE payment SET state = 1 WHERE state = 2",
                "UPDATE payment SET state = 0 WHERE state = 2",
                "UPDATE payment SET state = 1 WHERE state = 1",
                "UPDATE payment SET state = 2, hash = x'00', preimage = x'00' WHERE state = 0",
                "DELETE FROM payment WHERE state = 2",
                "DELETE FROM payment WHERE state = 1",
                "UPDATE payment SET payment_id = (SELECT payment_id FROM payment WHERE interval = 9 LIMIT 1)"
                        + " WHERE interval = 10",
                "INSERT INTO payment SELECT * FROM payment WHERE state = 2")) {
            assertThatThrownBy(() -> harness.run(store -> store.sql().update(forbidden)))
                    .as(forbidden)
                    .hasCauseInstanceOf(LedgerException.class);
        }
        assertThat(harness.ledger.problem()).as("a refusal is no damage").isEmpty();
        assertThat(harness.run(store -> store.read().totals(LedgerHarness.NOW)).settled())
                .isEqualTo(1);
    }

    @Test
    void accountsHaveTheirOwnIds() {
        AccountEntry account = harness.opened();

        assertThatThrownBy(() -> harness.run(store -> store.open(account, LedgerHarness.NO_LIMITS, 0)))
                .hasCauseInstanceOf(LedgerException.class);
    }

    @Test
    void anAccountThatNobodyClosesIsClosedByItsAge() {
        AccountEntry account = harness.opened();

        assertThat(harness.<Begin>run(
                        store -> store.begin(harness.intent(account, 0, 1, LedgerHarness.NOW.plus(AccountEntry.LIFE)))))
                .isInstanceOf(Begin.Closed.class);
    }

    @Test
    void reservationsOfOldAccountsAreFreeAgain() {
        Limits limits = new Limits(MilliSatoshi.of(33_000), MilliSatoshi.of(33_000), MilliSatoshi.ZERO);
        AccountEntry old = harness.account();
        AccountEntry tooSoon = harness.account(LedgerHarness.NOW.plusSeconds(60));
        AccountEntry later = harness.account(LedgerHarness.NOW.plus(AccountEntry.LIFE));

        assertThat(harness.<Optional<String>>run(store -> store.open(old, limits, 33_000)))
                .isEmpty();
        assertThat(harness.<Optional<String>>run(store -> store.open(tooSoon, limits, 33_000)))
                .isPresent();
        assertThat(harness.<Optional<String>>run(store -> store.open(later, limits, 33_000)))
                .isEmpty();
    }

    @Test
    void workThatWaitsTogetherIsWrittenTogetherAndRefusedOneByOne() {
        AccountEntry account = harness.account();
        CompletableFuture<Optional<String>> first = harness.ledger
                .submit(store -> store.open(account, LedgerHarness.NO_LIMITS, 1))
                .toCompletableFuture();
        CompletableFuture<Optional<String>> again = harness.ledger
                .submit(store -> store.open(account, LedgerHarness.NO_LIMITS, 1))
                .toCompletableFuture();
        AccountEntry other = harness.account();
        CompletableFuture<Optional<String>> third = harness.ledger
                .submit(store -> store.open(other, LedgerHarness.NO_LIMITS, 1))
                .toCompletableFuture();
        harness.time.runUntilIdle();

        assertThat(first).isCompletedWithValue(Optional.empty());
        assertThat(again).isCompletedExceptionally();
        assertThat(third).isCompletedWithValue(Optional.empty());
    }

    @Test
    void theTotalsAreTheSumsOfTheEntries() {
        List<Attempt> attempts = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            AccountEntry account = harness.opened();
            attempts.add(harness.begun(account, i % 3, 1 + i));
        }
        attempts.subList(0, 3).forEach(harness::settle);

        var totals = harness.run(store -> store.read().totals(LedgerHarness.NOW));
        assertThat(totals.settled()).isEqualTo(3);
        assertThat(totals.amount()).isEqualTo(MilliSatoshi.of(3000));
        assertThat(totals.fees()).isEqualTo(MilliSatoshi.of(300));
        assertThat(totals.inFlight()).isEqualTo(2);
        assertThat(totals.lastHour()).isEqualTo(MilliSatoshi.of(3 * 1100 + 2 * 1200));
        List<PaymentRecord> history = harness.run(store -> store.read().history(1000));
        assertThat(history).hasSize(150);
        assertThat(history)
                .filteredOn(entry -> entry.state() == PaymentState.IN_FLIGHT)
                .hasSize(2);
    }
}
