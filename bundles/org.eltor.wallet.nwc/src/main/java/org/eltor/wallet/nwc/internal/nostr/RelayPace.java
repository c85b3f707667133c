package org.eltor.wallet.nwc.internal.nostr;

import java.time.Duration;

/**
 * How often a relay is bothered.
 *
 * @param ping between pings; one that is not answered by the next ends the connection
 * @param first before the second try to connect; doubled from try to try
 * @param last the longest pause between tries
 */
public record RelayPace(Duration ping, Duration first, Duration last) {
    public static RelayPace ordinary() {
        return new RelayPace(Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofSeconds(60));
    }

    Duration afterFailures(int failures) {
        Duration pause = first.multipliedBy(1L << Math.min(failures - 1, 16));
        return pause.compareTo(last) < 0 ? pause : last;
    }
}
