package org.eltor.wallet.simulated.internal.network;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eltor.api.lightning.MilliSatoshi;

/** Settings for tests, from an ideal wallet on. */
final class Settings {
    private long seed = 7;
    private boolean wholeSatoshi;
    private long median;
    private long p99;
    private double failures;
    private double hangs;
    private double late;
    private long lateMillis;
    private long feeBase;
    private int feePpm;
    private boolean lookup = true;
    private Optional<Path> storage = Optional.empty();

    private Settings() {}

    static Settings ideal() {
        return new Settings();
    }

    Settings seed(long value) {
        seed = value;
        return this;
    }

    Settings wholeSatoshi() {
        wholeSatoshi = true;
        return this;
    }

    Settings latency(long medianMillis, long p99Millis) {
        median = medianMillis;
        p99 = p99Millis;
        return this;
    }

    Settings failures(double ratio) {
        failures = ratio;
        return this;
    }

    Settings hangs(double ratio) {
        hangs = ratio;
        return this;
    }

    Settings late(double ratio, long millis) {
        late = ratio;
        lateMillis = millis;
        return this;
    }

    Settings fee(long baseMsat, int ppm) {
        feeBase = baseMsat;
        feePpm = ppm;
        return this;
    }

    Settings withoutLookup() {
        lookup = false;
        return this;
    }

    Settings storage(Path file) {
        storage = Optional.of(file);
        return this;
    }

    SimulatedSettings build() {
        return new SimulatedSettings(
                "simulated",
                seed,
                MilliSatoshi.of(1_000_000),
                wholeSatoshi,
                Duration.ofMillis(median),
                Duration.ofMillis(p99),
                failures,
                hangs,
                late,
                Duration.ofMillis(lateMillis),
                MilliSatoshi.of(feeBase),
                feePpm,
                lookup,
                storage);
    }
}
