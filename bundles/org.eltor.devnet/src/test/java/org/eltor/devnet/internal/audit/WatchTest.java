package org.eltor.devnet.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eltor.testkit.SteppedExecutor;
import org.junit.jupiter.api.Test;

/** One watch on virtual time, with intervals of 60 s as real relays have them. */
class WatchTest {

    private static final List<String> IDS = Ids.of(1);

    private final SteppedExecutor time = new SteppedExecutor();
    private final Set<String> paid = new HashSet<>();
    private final List<String> judged = new ArrayList<>();
    private Runnable onLook = () -> {};

    private Watch begin() {
        Watch watch = new Watch(
                new AuditSchedule(Duration.ofSeconds(60)),
                new AuditLoop(time, time.clock()),
                time.clock().instant(),
                IDS,
                id -> {
                    onLook.run();
                    return paid.contains(id);
                },
                (index, finding) -> judged.add(index + " " + finding));
        watch.begin();
        return watch;
    }

    private void pass(Duration duration) {
        time.advance(duration);
        assertThat(time.failures()).isEmpty();
    }

    @Test
    void aPaymentBeforeTheLastLookIsOnTime() {
        begin();
        pass(Duration.ofMillis(56_999));
        assertThat(judged).isEmpty();
        paid.add(IDS.get(0));
        pass(Duration.ofMillis(1));
        assertThat(judged).containsExactly("0 ON_TIME");
    }

    @Test
    void aPaymentAfterTheLastLookIsMissedWhenTheIntervalEnds() {
        begin();
        pass(Duration.ofSeconds(57));
        paid.add(IDS.get(0));
        pass(Duration.ofMillis(2_999));
        assertThat(judged).isEmpty();
        pass(Duration.ofMillis(1));
        assertThat(judged).containsExactly("0 MISSED");
    }

    @Test
    void anEarlyPaymentIsFoundWhenItsPollingStarts() {
        paid.addAll(IDS.subList(0, 2));
        begin();
        pass(Duration.ofMillis(59_999));
        assertThat(judged).containsExactly("0 ON_TIME");
        pass(Duration.ofMillis(1));
        assertThat(judged).containsExactly("0 ON_TIME", "1 ON_TIME");
    }

    @Test
    void aPaymentThatIsFoundAfterTheGraceIsLate() {
        onLook = () -> time.clock().advance(Duration.ofMillis(75_001)); // a wallet that takes its time
        paid.add(IDS.get(0));
        begin();
        pass(Duration.ofSeconds(1));
        assertThat(judged).containsExactly("0 LATE");
    }

    @Test
    void aPaymentThatIsFoundWithinTheGraceIsOnTime() {
        onLook = () -> time.clock().advance(Duration.ofSeconds(75));
        paid.add(IDS.get(0));
        begin();
        pass(Duration.ofSeconds(1));
        assertThat(judged).startsWith("0 ON_TIME");
    }

    @Test
    void nothingIsLookedForAfterAMiss() {
        paid.addAll(IDS);
        paid.remove(IDS.get(1));
        begin();
        pass(Duration.ofMinutes(20));
        assertThat(judged).containsExactly("0 ON_TIME", "1 MISSED");
        assertThat(time.waiting()).isZero();
    }

    @Test
    void aWalletThatFailsIsAMiss() {
        onLook = () -> {
            throw new IllegalStateException("no answer");
        };
        begin();
        pass(Duration.ofSeconds(1));
        assertThat(judged).containsExactly("0 MISSED");
    }

    @Test
    void allTenIntervalsAreFoundAndThenItIsOver() {
        paid.addAll(IDS);
        begin();
        pass(Duration.ofSeconds(600));
        assertThat(judged).hasSize(10).allMatch(finding -> finding.endsWith(" ON_TIME"));
        assertThat(time.waiting()).isZero();
    }

    @Test
    void aCancelledWatchJudgesNothing() {
        Watch watch = begin();
        pass(Duration.ofSeconds(59));
        watch.cancel();
        pass(Duration.ofMinutes(5));
        assertThat(judged).isEmpty();
        assertThat(time.waiting()).isZero();
    }
}
