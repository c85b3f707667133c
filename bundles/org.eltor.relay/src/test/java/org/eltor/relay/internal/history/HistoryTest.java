package org.eltor.relay.internal.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.PaymentTerms;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayRecord;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.SteppedClock;
import org.eltor.relay.internal.path.HistoryFactors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    private final SteppedClock clock = new SteppedClock();
    private final History history = new History(clock, () -> {});

    private static Fingerprint relay(int number) {
        return new Fingerprint("%040X".formatted(number));
    }

    private static PathPlan plan(int guard, int middle, int exit) {
        List<RelayDescriptor> hops = Stream.of(guard, middle, exit)
                .map(number -> new RelayDescriptor(
                        relay(number),
                        "relay" + number,
                        List.of("10.0.0.1"),
                        Set.of(),
                        1,
                        Set.of(),
                        port -> true,
                        true,
                        PaymentTerms.FREE))
                .toList();
        return new PathPlan(hops, MilliSatoshi.ZERO, Set.of());
    }

    private RelayRecord record(int number) {
        return history.records().stream()
                .filter(record -> record.relay().equals(relay(number)))
                .findFirst()
                .orElseThrow();
    }

    private double factor(int number) {
        clock.advance(History.FACTORS_LIFETIME);
        return history.factors().of(relay(number));
    }

    @Test
    void blamesTheHopThatDidNotAnswer() {
        history.circuitBuilt(plan(1, 2, 3), Duration.ofMillis(800));
        history.circuitFailed(plan(1, 2, 4), 1);
        assertThat(record(1).success()).isEqualTo(1);
        assertThat(record(2).success()).isCloseTo(0.5, within(1e-9));
        assertThat(record(2).circuits()).isCloseTo(2, within(1e-9));
        assertThat(record(3).buildTime()).contains(Duration.ofMillis(800));
        assertThat(history.records()).noneMatch(record -> record.relay().equals(relay(4)));
    }

    @Test
    void blamesNoGuardWhileNothingGetsThrough() {
        for (int guard : new int[] {1, 4, 7, 1}) {
            history.circuitFailed(plan(guard, 2, 3), 0);
        }
        history.circuitBuilt(plan(10, 2, 3), Duration.ofMillis(800));
        assertThat(history.records()).extracting(RelayRecord::relay).doesNotContain(relay(1), relay(4), relay(7));
        history.circuitFailed(plan(10, 2, 3), 0);
        history.circuitBuilt(plan(10, 2, 3), Duration.ofMillis(800));
        assertThat(record(10).success()).isEqualTo(1);
    }

    @Test
    void blamesAGuardThatAloneDoesNotAnswer() {
        history.circuitFailed(plan(1, 2, 3), 0);
        history.circuitFailed(plan(1, 2, 3), 0);
        history.circuitFailed(plan(4, 2, 3), 1);
        assertThat(record(1).circuits()).isCloseTo(1, within(1e-9)); // once, however often it was tried
        assertThat(record(1).success()).isZero();
        assertThat(record(4).success()).isEqualTo(1);
    }

    @Test
    void turnsWeightsWithinBoundsAndOnlyAsMuchAsIsKnown() {
        assertThat(history.factors()).isSameAs(HistoryFactors.NONE);
        for (int i = 0; i < 50; i++) {
            history.circuitBuilt(plan(1, 2, 3), Duration.ofMillis(500));
            history.circuitFailed(plan(1, 9, 3), 1);
        }
        history.circuitFailed(plan(1, 8, 3), 1);
        assertThat(factor(9)).isEqualTo(HistoryFactors.LEAST);
        assertThat(factor(8)).isBetween(0.5, 0.9);
        assertThat(factor(2)).isBetween(1.0, 2.0);
        assertThat(factor(77)).isEqualTo(1);
    }

    @Test
    void slowRelaysAndThoseThatCloseThoughPaidLoseWeight() {
        for (int i = 0; i < 100; i++) {
            history.circuitBuilt(plan(1, 2, 3), Duration.ofMillis(500));
            history.circuitBuilt(plan(4, 5, 6), Duration.ofMillis(3000));
            history.circuitClosed(plan(1, 2, 3), 100_000_000, 166_667, false);
            history.circuitClosed(plan(7, 8, 9), 100_000_000, 166_667, i % 2 == 0);
            history.circuitClosed(plan(10, 11, 12), 1000, 1000, false); // idle says nothing
        }
        assertThat(factor(2)).isGreaterThan(1);
        assertThat(factor(5)).isLessThan(0.9);
        assertThat(factor(8)).isLessThan(0.8);
        assertThat(record(8).paidButClosed()).isCloseTo(50, within(1.0));
        assertThat(record(2).bytesPerSecond()).hasValue(166_667);
        assertThat(record(11).bytesPerSecond()).isEmpty();
    }

    @Test
    void whatACircuitCarriedAtItsPeakCountsAndNotHowMuchItsUserAskedOfIt() {
        for (int i = 0; i < 100; i++) {
            history.circuitClosed(plan(1, 2, 3), 100_000_000, 400_000, false);
            history.circuitClosed(plan(4, 5, 6), 1_000_000, 400_000, false);
            history.circuitClosed(plan(7, 8, 9), 100_000_000, 50_000, false);
        }
        assertThat(factor(2)).isGreaterThan(1).isEqualTo(factor(5));
        assertThat(factor(8)).isLessThan(0.8);
    }

    @Test
    void experienceFades() {
        for (int i = 0; i < 16; i++) {
            history.circuitFailed(plan(2, 1, 3), 1);
        }
        clock.advance(Experience.HALF_LIFE);
        assertThat(record(1).circuits()).isCloseTo(8, within(1e-6));
        clock.advance(Experience.HALF_LIFE.multipliedBy(9));
        assertThat(history.records()).isEmpty();
    }

    @Test
    void survivesARestartAndCanBeCleared(@TempDir Path folder) throws IOException {
        HistoryFile file = new HistoryFile(folder.resolve("history.json"), clock);
        assertThat(file.load(history)).isEmpty();
        history.circuitBuilt(plan(1, 2, 3), Duration.ofMillis(500));
        history.circuitClosed(plan(1, 2, 3), 1_000_000, 50_000, true);
        file.save(history);
        History later = new History(clock, () -> {});
        assertThat(file.load(later)).isEmpty();
        assertThat(later.records()).isEqualTo(history.records()).hasSize(3);
        assertThat(later.factors().of(relay(2))).isEqualTo(history.factors().of(relay(2)));

        later.clear();
        file.save(later);
        assertThat(later.records()).isEmpty();
        assertThat(later.factors()).isSameAs(HistoryFactors.NONE);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aDamagedFileIsPutAside(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("history.json");
        Files.writeString(path, "{\"version\":1,\"relays\":[{}]}");
        assertThat(new HistoryFile(path, clock).load(history)).get().asString().contains("begins anew", ".damaged-");
        assertThat(history.records()).isEmpty();
        assertThat(path).doesNotExist();
    }

    @Test
    void rememberedRelaysAreBounded() {
        for (int i = 0; i < History.MOST_RELAYS / 3 + 10; i++) {
            history.circuitBuilt(plan(3 * i + 1, 3 * i + 2, 3 * i + 3), Duration.ofMillis(5));
        }
        assertThat(history.records().size()).isBetween(History.MOST_RELAYS / 2, History.MOST_RELAYS);
    }
}
