package org.eltor.wallet.support;

import java.time.Duration;

/**
 * How often a wallet is looked after.
 *
 * @param watch between checks while all is well
 * @param first before the second try of a wallet that cannot be used; doubled from try to try
 * @param last the longest pause between tries
 * @param banned pause after the wallet refused our credentials: knocking on would look like guessing
 */
public record Pace(Duration watch, Duration first, Duration last, Duration banned) {
    public static Pace ordinary() {
        return new Pace(Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofMinutes(2));
    }

    Duration afterFailures(int failures) {
        Duration pause = first.multipliedBy(1L << Math.min(failures - 1, 16));
        return pause.compareTo(last) < 0 ? pause : last;
    }
}
