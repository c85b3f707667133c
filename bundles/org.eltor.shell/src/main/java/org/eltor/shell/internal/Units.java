package org.eltor.shell.internal;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.eltor.api.lightning.MilliSatoshi;

/** Amounts, sizes and times as people read them. JSON has plain numbers instead. */
final class Units {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String[] BYTES = {"kB", "MB", "GB", "TB", "PB", "EB"};

    private Units() {}

    /** Satoshi, with the millisatoshi as decimals where there are any: {@code 45}, {@code 1.5}. */
    static String sat(MilliSatoshi amount) {
        return BigDecimal.valueOf(amount.msat(), 3).stripTrailingZeros().toPlainString();
    }

    /** {@code 1500 msat (1.5 sat)}. */
    static String both(MilliSatoshi amount) {
        return amount + " (" + sat(amount) + " sat)";
    }

    /** {@code 999 B}, {@code 1.5 kB}, {@code 12 MB}: decimal units, at most three digits. */
    static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes / 1000.0;
        int unit = 0;
        while (value >= 999.5) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, value < 9.95 ? "%.1f %s" : "%.0f %s", value, BYTES[unit]);
    }

    /** {@code 12s}, {@code 3m05s}, {@code 2h07m}, {@code 3d04h}; nothing for a time to come. */
    static String age(Instant since, Instant now) {
        Duration age = Duration.between(since, now);
        if (age.isNegative()) {
            return "0s";
        }
        if (age.toMinutes() == 0) {
            return age.toSeconds() + "s";
        }
        if (age.toHours() == 0) {
            return String.format(Locale.ROOT, "%dm%02ds", age.toMinutes(), age.toSecondsPart());
        }
        if (age.toDays() == 0) {
            return String.format(Locale.ROOT, "%dh%02dm", age.toHours(), age.toMinutesPart());
        }
        return String.format(Locale.ROOT, "%dd%02dh", age.toDays(), age.toHoursPart());
    }

    /** Day and time of day in UTC, to the second. */
    static String time(Instant instant) {
        return SECONDS.format(instant);
    }

    /** {@code 60s}, or {@code 1.5s} where it is no whole number. */
    static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + "s";
    }
}
