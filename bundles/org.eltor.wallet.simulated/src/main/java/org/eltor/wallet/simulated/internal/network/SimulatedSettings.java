package org.eltor.wallet.simulated.internal.network;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eltor.api.lightning.MilliSatoshi;

/**
 * How the simulated network behaves.
 *
 * @param name the wallet's name
 * @param seed decides everything that chance would: offers, preimages, delays and failures
 * @param balance what the wallet holds before its first payment
 * @param wholeSatoshi it knows only whole satoshi
 * @param latencyMedian half of the payments settle faster; zero settles at once
 * @param latencyP99 one payment of a hundred takes longer; delays between are log-normal
 * @param failureRatio share of attempts that fail definitely, 0 to 1
 * @param hangRatio share of calls that never get an answer, although the payment goes on, 0 to 1
 * @param lateRatio share of payments that answer "pending" and settle later, 0 to 1
 * @param late how much later
 * @param feeBase fee of each payment
 * @param feePartsPerMillion fee in millionths of the amount, on top of the base
 * @param lookup whether it says what became of a payment
 * @param storage the journal that survives a crash; empty keeps everything in memory
 */
public record SimulatedSettings(
        String name,
        long seed,
        MilliSatoshi balance,
        boolean wholeSatoshi,
        Duration latencyMedian,
        Duration latencyP99,
        double failureRatio,
        double hangRatio,
        double lateRatio,
        Duration late,
        MilliSatoshi feeBase,
        int feePartsPerMillion,
        boolean lookup,
        Optional<Path> storage) {
    private static final Duration LONGEST = Duration.ofDays(1);

    /** @throws IllegalArgumentException when a value is out of range; the message names the property and the range */
    public SimulatedSettings {
        check(name.matches("[A-Za-z0-9._-]{1,40}"), "name must be 1 to 40 letters, digits, '.', '_' or '-'");
        check(inRange(latencyMedian), "latency.median.ms must be 0 to 86400000");
        check(
                inRange(latencyP99) && latencyP99.compareTo(latencyMedian) >= 0,
                "latency.p99.ms must be latency.median.ms to 86400000");
        check(isRatio(failureRatio), "failure.ratio must be 0 to 1");
        check(isRatio(hangRatio), "hang.ratio must be 0 to 1");
        check(isRatio(lateRatio), "late.ratio must be 0 to 1");
        check(inRange(late), "late.ms must be 0 to 86400000");
        check(feePartsPerMillion >= 0 && feePartsPerMillion <= 1_000_000, "fee.ppm must be 0 to 1000000");
    }

    /** A wallet that settles every payment at once and for nothing. */
    public static SimulatedSettings ideal(long seed, MilliSatoshi balance) {
        return new SimulatedSettings(
                "simulated",
                seed,
                balance,
                false,
                Duration.ZERO,
                Duration.ZERO,
                0,
                0,
                0,
                Duration.ZERO,
                MilliSatoshi.ZERO,
                0,
                true,
                Optional.empty());
    }

    private static boolean inRange(Duration duration) {
        return !duration.isNegative() && duration.compareTo(LONGEST) <= 0;
    }

    private static boolean isRatio(double ratio) {
        return ratio >= 0 && ratio <= 1;
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
