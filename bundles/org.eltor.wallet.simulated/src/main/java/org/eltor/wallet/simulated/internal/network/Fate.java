package org.eltor.wallet.simulated.internal.network;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.eltor.api.lightning.PaymentPreimage;

/**
 * What is going to happen to one payment. It follows from the seed and the payment's key alone, so that neither the
 * order of calls nor a restart changes it.
 *
 * @param preimage the proof that the payee will give
 * @param fails it fails definitely instead of settling
 * @param hangs the call that makes it gets no answer
 * @param late the call is answered "pending"
 * @param delay from the call to its end, or to the answer "pending"
 * @param lateness what a late one takes on top
 */
record Fate(PaymentPreimage preimage, boolean fails, boolean hangs, boolean late, Duration delay, Duration lateness) {
    /** The 99th percentile of the standard normal distribution. */
    private static final double Z99 = 2.3263478740408408;

    static Fate of(SimulatedSettings settings, UUID key) {
        byte[] digest = digest(settings.seed() + "/payment/" + key);
        SplittableRandom random =
                new SplittableRandom(java.nio.ByteBuffer.wrap(digest).getLong());
        // always drawn in this order, so that one changed ratio leaves the rest of a scenario as it was
        boolean fails = random.nextDouble() < settings.failureRatio();
        boolean hangs = random.nextDouble() < settings.hangRatio();
        boolean late = random.nextDouble() < settings.lateRatio();
        Duration delay = latency(settings, random);
        return new Fate(
                new PaymentPreimage(HexFormat.of().formatHex(digest)),
                fails,
                hangs,
                late,
                delay,
                late ? settings.late() : Duration.ZERO);
    }

    /** From the call to the moment when money has moved, or has come back. */
    Duration total() {
        return delay.plus(lateness);
    }

    /** A delay as configured: log-normal between median and 99th percentile. */
    static Duration latency(SimulatedSettings settings, RandomGenerator random) {
        long median = settings.latencyMedian().toMillis();
        if (median == 0) {
            return Duration.ZERO;
        }
        double sigma = Math.log((double) settings.latencyP99().toMillis() / median) / Z99;
        double millis = median * Math.exp(sigma * random.nextGaussian());
        return Duration.ofMillis(Math.min(Math.round(millis), Duration.ofDays(1).toMillis()));
    }

    static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "Fate[fails=" + fails + ", hangs=" + hangs + ", late=" + late + ", delay=" + delay + "]";
    }
}
