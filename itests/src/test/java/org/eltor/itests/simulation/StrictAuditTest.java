package org.eltor.itests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.payment.PaymentService;
import org.eltor.wallet.simulated.internal.network.SimulatedSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Circuits live as long as they are paid for, before auditors that forgive nothing and with a wallet that is slow and
 * fails: of a hundred circuits at most one is lost before its last interval.
 */
class StrictAuditTest {
    private static final Logger LOG = LoggerFactory.getLogger(StrictAuditTest.class);

    private static final int SESSIONS = 250;
    /** Two circuits, ten intervals each. */
    private static final int ROUNDS = 20;

    private static final double FAILURES = 0.05;
    private static final Duration MEDIAN = Duration.ofSeconds(5);
    /** Of log-normal delays around the median, one in a thousand then takes longer than 60 s. */
    private static final Duration P99 = Duration.ofMillis(32_400);
    /** How circuits end that were not lost: with their session, or after it. */
    private static final Set<String> ENDS = Set.of("stopped", "replaced", "its paid time is over");

    private Path folder;

    @BeforeEach
    void begin() throws IOException {
        Path memory = Path.of("/dev/shm");
        folder = Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "eltor-simulation-")
                : Files.createTempDirectory("eltor-simulation-");
    }

    @AfterEach
    void end() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void nearlyAllCircuitsReachTheirLastIntervalWithASlowWalletThatFails() throws IOException {
        long built = 0;
        long lost = 0;
        long whole = 0;
        for (long seed = 1; seed <= 2; seed++) {
            try (WholeStack stack = new WholeStack(folder.resolve("ledger" + seed), settings(seed), ROUNDS)) {
                for (int session = 0; session < SESSIONS; session++) {
                    stack.performSession();
                }
                built += stack.built.size();
                lost += stack.built.values().stream()
                        .filter(StrictAuditTest::isLost)
                        .count();
                whole += stack.built.values().stream()
                        .filter(circuit -> circuit.settledIntervals() == PaymentService.INTERVALS)
                        .count();
                assertThat(stack.auditors.teardowns)
                        .as("given up before a relay does")
                        .isEmpty();
                assertThat(stack.totals().inFlight()).isZero();
            }
        }
        LOG.info("{} circuits built, {} lost, {} with all intervals paid", built, lost, whole);
        assertThat(built).isGreaterThan(4 * SESSIONS);
        assertThat(100 * lost).as("lost of %d", built).isLessThanOrEqualTo(built);
        // successors of lost ones have only what is left of their session
        assertThat(whole).isGreaterThanOrEqualTo(4 * SESSIONS - 3 * lost);
    }

    private static boolean isLost(CircuitInfo circuit) {
        return !ENDS.contains(circuit.closedReason().orElseThrow());
    }

    private static SimulatedSettings settings(long seed) {
        return new SimulatedSettings(
                "slow",
                seed,
                MilliSatoshi.of(1_000_000_000_000L),
                false,
                MEDIAN,
                P99,
                FAILURES,
                0,
                0,
                Duration.ZERO,
                MilliSatoshi.of(10),
                0,
                true,
                Optional.empty());
    }
}
