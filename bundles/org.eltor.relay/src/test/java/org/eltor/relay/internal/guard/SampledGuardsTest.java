package org.eltor.relay.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGeneratorFactory;
import org.eltor.api.relay.GuardRecord;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.SteppedClock;
import org.junit.jupiter.api.Test;

class SampledGuardsTest {
    private final SteppedClock clock = new SteppedClock();
    private final List<String> warnings = new ArrayList<>();
    private final SampledGuards guards = new SampledGuards(
            clock, RandomGeneratorFactory.of("L64X128MixRandom").create(1), () -> {}, warnings::add);
    private ScriptedPool pool = ScriptedPool.of(500);

    private Fingerprint first() {
        return guards.choose(pool).now().get(0);
    }

    @Test
    void threeArePrimaryAndStaySo() {
        GuardSet.Choice choice = guards.choose(pool);
        assertThat(choice.primary()).hasSize(3).isEqualTo(choice.now());
        guards.built(choice.primary().get(0));
        clock.advance(Duration.ofDays(30));
        assertThat(guards.choose(pool)).isEqualTo(choice);
        assertThat(guards.records(pool)).hasSize(SampledGuards.USABLE_GUARDS);
        assertThat(guards.records(pool).stream().filter(GuardRecord::primary)).hasSize(3);
    }

    @Test
    void theOneThatWasUsedFirstIsPreferred() {
        GuardSet.Choice before = guards.choose(pool);
        Fingerprint third = before.primary().get(2);
        guards.built(third);
        assertThat(first()).isEqualTo(third);
        assertThat(guards.choose(pool).primary()).containsExactlyInAnyOrderElementsOf(before.primary());
    }

    @Test
    void aGuardThatDoesNotAnswerWaitsAndComesBack() {
        GuardSet.Choice choice = guards.choose(pool);
        guards.built(choice.primary().get(1)); // our own connection is well
        guards.built(choice.primary().get(0));
        Fingerprint lost = first();
        clock.advance(Duration.ofSeconds(30));
        guards.failedAt(lost);
        guards.built(guards.choose(pool).now().get(1));
        assertThat(guards.choose(pool).now()).doesNotContain(lost).hasSize(2);
        assertThat(guards.choose(pool).primary()).contains(lost);
        clock.advance(Duration.ofMinutes(10));
        assertThat(first()).isEqualTo(lost);
        guards.failedAt(lost);
        assertThat(guards.choose(pool).now()).doesNotContain(lost);
        clock.advance(Duration.ofHours(7));
        guards.failedAt(lost);
        clock.advance(Duration.ofMinutes(89));
        assertThat(guards.choose(pool).now()).doesNotContain(lost);
        clock.advance(Duration.ofMinutes(2));
        guards.built(lost);
        assertThat(first()).isEqualTo(lost);
    }

    /** Fails whatever is tried first, every five seconds. */
    private Set<Fingerprint> nobodyAnswersFor(Duration outage) {
        Set<Fingerprint> tried = new HashSet<>();
        for (int i = 0; i < outage.toSeconds() / 5; i++) {
            Fingerprint guard = first();
            tried.add(guard);
            guards.failedAt(guard);
            clock.advance(Duration.ofSeconds(5));
        }
        return tried;
    }

    @Test
    void whenOurOwnConnectionIsDownOnlyThePrimaryOnesAreTriedInTurn() {
        List<Fingerprint> primary = guards.choose(pool).primary();
        guards.built(primary.get(0));
        clock.advance(Duration.ofHours(1));
        assertThat(nobodyAnswersFor(Duration.ofMinutes(10))).containsExactlyInAnyOrderElementsOf(primary);
        guards.built(primary.get(1));
        assertThat(guards.choose(pool).now()).as("none of them was to blame").hasSize(3);
        clock.advance(Duration.ofSeconds(5));
        assertThat(nobodyAnswersFor(Duration.ofMinutes(10))).containsExactlyInAnyOrderElementsOf(primary);
    }

    @Test
    void afterALongSilenceAnotherOneIsTriedNowAndThen() {
        List<Fingerprint> primary = guards.choose(pool).primary();
        primary.forEach(guards::built);
        clock.advance(Duration.ofHours(1));
        Set<Fingerprint> tried = nobodyAnswersFor(Duration.ofMinutes(31));
        assertThat(tried).containsAll(primary).hasSizeBetween(3 + 4, 3 + 5);
        // somebody answers: the primary ones are tried once more, and then wait, since it was not our connection
        nobodyAnswersFor(Duration.ofMinutes(5).minusSeconds(60));
        Fingerprint other = first();
        while (primary.contains(other)) {
            guards.failedAt(other);
            clock.advance(Duration.ofSeconds(5));
            other = first();
        }
        guards.built(other);
        clock.advance(Duration.ofSeconds(5));
        for (int i = 0; i < 3; i++) {
            assertThat(first()).isIn(primary);
            guards.failedAt(first());
        }
        assertThat(first()).isEqualTo(other);
        clock.advance(Duration.ofMinutes(11));
        assertThat(first()).isIn(primary);
    }

    @Test
    void guardsInDoubtGiveWayToTheOneThatDidNotFail() {
        List<Fingerprint> primary = guards.choose(pool).primary();
        primary.forEach(guards::built);
        clock.advance(Duration.ofMinutes(1));
        guards.failedAt(primary.get(0));
        guards.failedAt(primary.get(2));
        assertThat(guards.choose(pool).now()).containsExactly(primary.get(1));
    }

    @Test
    void aRestartWhileOurConnectionIsDownBringsNoNewGuards() {
        List<Fingerprint> primary = guards.choose(pool).primary();
        guards.built(primary.get(0));
        clock.advance(Duration.ofHours(1));
        nobodyAnswersFor(Duration.ofMinutes(1));
        SampledGuards restarted = new SampledGuards(
                clock, RandomGeneratorFactory.of("L64X128MixRandom").create(2), () -> {}, warnings::add);
        restarted.restore(guards.kept());
        assertThat(restarted.choose(pool).now()).containsExactlyInAnyOrderElementsOf(primary);
    }

    @Test
    void aGuardIsConfirmedByItsFirstCircuitAndByNothingLess() {
        List<Fingerprint> primary = guards.choose(pool).primary();
        guards.failedBehind(primary.get(1));
        guards.ended(primary.get(1), false);
        guards.failedAt(primary.get(1));
        guards.failedBehind(primary.get(1));
        assertThat(guards.records(pool)).allMatch(guard -> guard.confirmed().isEmpty());
        assertThat(guards.choose(pool).now()).as("it answered").contains(primary.get(1));
        guards.built(primary.get(1));
        assertThat(guards.records(pool))
                .filteredOn(guard -> guard.confirmed().isPresent())
                .extracting(GuardRecord::relay)
                .containsExactly(primary.get(1));
    }

    @Test
    void noOneIsLeftOutWhenNobodyAnswers() {
        for (int i = 0; i < 500; i++) {
            GuardSet.Choice choice = guards.choose(pool);
            assertThat(choice.now()).isNotEmpty();
            guards.failedAt(choice.now().get(0));
        }
        assertThat(guards.records(pool)).hasSize(SampledGuards.USABLE_GUARDS);
    }

    @Test
    void aGuardLeavesAfter120DaysUnlessItWasConfirmedWithin60() {
        Fingerprint used = first();
        guards.built(used);
        clock.advance(Duration.ofDays(100));
        Fingerprint late = guards.choose(pool).primary().get(1);
        guards.built(late);
        clock.advance(Duration.ofDays(25));
        guards.choose(pool);
        Instant since = clock.instant().minus(Duration.ofDays(100));
        assertThat(used).isNotEqualTo(late);
        assertThat(guards.records(pool)) // one that left may have been drawn again
                .filteredOn(guard -> guard.added().isBefore(since))
                .extracting(GuardRecord::relay)
                .containsExactly(late);
        clock.advance(Duration.ofDays(61));
        guards.choose(pool);
        assertThat(guards.records(pool)).noneMatch(guard -> guard.added().isBefore(since));
    }

    private Set<Fingerprint> relays() {
        Set<Fingerprint> relays = new HashSet<>();
        guards.records(pool).forEach(guard -> relays.add(guard.relay()));
        return relays;
    }

    @Test
    void aGuardThatIsGoneIsKeptFor20Days() {
        Fingerprint gone = first();
        guards.built(gone);
        pool = pool.without(gone);
        assertThat(guards.choose(pool).primary()).hasSize(3).doesNotContain(gone);
        clock.advance(Duration.ofDays(19));
        guards.choose(pool);
        pool = ScriptedPool.of(500);
        assertThat(first()).isEqualTo(gone);
        pool = pool.without(gone);
        guards.choose(pool);
        clock.advance(Duration.ofDays(21));
        guards.choose(pool);
        assertThat(relays()).doesNotContain(gone);
    }

    @Test
    void theSampleStaysSmall() {
        for (int i = 0; i < 200; i++) {
            pool = pool.barring(first());
            assertThat(guards.choose(pool).primary()).hasSize(3);
        }
        assertThat(guards.records(pool)).hasSizeLessThanOrEqualTo(SampledGuards.MOST_GUARDS);
        ScriptedPool tiny = ScriptedPool.of(2);
        SampledGuards few = new SampledGuards(
                clock, RandomGeneratorFactory.of("L64X128MixRandom").create(1), () -> {}, warnings::add);
        assertThat(few.choose(tiny).primary()).hasSize(2);
        assertThat(few.further(tiny, any -> true)).isPresent();
        assertThat(few.further(tiny, any -> false)).isEmpty();
    }

    @Test
    void otherListsForAWhileCostNoGuardThatWasUsed() {
        pool = ScriptedPool.of(1000);
        List<GuardSet.Choice> before = new ArrayList<>();
        for (int list = 0; list < 5; list++) {
            GuardSet.Choice choice = guards.choose(pool.restrictedTo(200 * list, 200));
            choice.primary().subList(0, 2).forEach(guards::built);
            before.add(choice);
        }
        assertThat(guards.choose(pool.restrictedTo(0, 200))).isEqualTo(before.get(0));
        for (int list = 1; list < 5; list++) {
            assertThat(guards.choose(pool.restrictedTo(200 * list, 200)).primary())
                    .containsAll(before.get(list).primary().subList(0, 2));
        }
        assertThat(guards.records(pool)).hasSizeLessThanOrEqualTo(SampledGuards.MOST_GUARDS);
    }

    @Test
    void aSetFullOfUsedGuardsTakesNoMore() {
        pool = ScriptedPool.of(1000);
        for (int list = 0; list < 20; list++) {
            guards.choose(pool.restrictedTo(40 * list, 40)).primary().forEach(guards::built);
        }
        Set<Fingerprint> used = relays();
        assertThat(used).hasSize(SampledGuards.MOST_GUARDS);
        GuardSet.Choice none = guards.choose(pool.restrictedTo(900, 40));
        assertThat(none.primary()).isEmpty();
        assertThat(none.now()).isEmpty();
        assertThat(relays()).isEqualTo(used);
    }

    @Test
    void aGuardThatChoosesItsCircuitsIsSaidAndDropped() {
        List<Fingerprint> primary = guards.choose(pool).primary();
        for (int i = 0; i < 200; i++) {
            guards.built(primary.get(1));
            if (i % 5 == 0) {
                guards.built(primary.get(0));
            } else {
                guards.failedBehind(primary.get(0));
            }
        }
        assertThat(warnings).last().asString().contains(primary.get(0).hex(), "is not used any more");
        assertThat(guards.choose(pool).now()).hasSize(3).doesNotContain(primary.get(0));
        assertThat(guards.records(pool)).filteredOn(GuardRecord::distrusted).hasSize(1);
    }

    @Test
    void circuitsClosedThoughPaidCountAgainstAGuard() {
        List<Fingerprint> primary = guards.choose(pool).primary();
        for (int i = 0; i < 30; i++) {
            guards.built(primary.get(1));
            guards.ended(primary.get(1), false);
            guards.ended(primary.get(0), i % 2 == 0);
        }
        assertThat(warnings).last().asString().contains("10 of 20 were closed although paid");
    }

    @Test
    void whereAllGuardsLookBadNoneIsDropped() {
        List<Fingerprint> primary = guards.choose(pool).primary();
        for (int i = 0; i < 1000; i++) {
            guards.failedBehind(primary.get(i % 3));
        }
        assertThat(warnings).isNotEmpty().noneMatch(text -> text.contains("not used any more"));
        assertThat(guards.choose(pool).primary()).isEqualTo(primary);
    }
}
