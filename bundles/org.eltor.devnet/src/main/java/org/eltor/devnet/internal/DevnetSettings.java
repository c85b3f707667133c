package org.eltor.devnet.internal;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a development network is to be like.
 *
 * @param tor the tor for all its processes
 * @param middles relays that are guards and middles, 3 to 40
 * @param exits relays that are exits, 2 to 40
 * @param interval one paid interval, 2 to 60 whole seconds
 * @param money how its relays are paid
 */
public record DevnetSettings(Path tor, int middles, int exits, Duration interval, MoneyKind money) {

    /** @throws IllegalArgumentException when something is out of range */
    public DevnetSettings {
        if (middles < 3 || middles > 40 || exits < 2 || exits > 40) {
            throw new IllegalArgumentException("relays out of range (3 to 40, and 2 to 40 exits)");
        }
        if (interval.toSeconds() < 2 || interval.toSeconds() > 60 || interval.toNanosPart() != 0) {
            throw new IllegalArgumentException("interval out of range (2 to 60 s)");
        }
    }

    int seconds() {
        return (int) interval.toSeconds();
    }
}
