package org.eltor.devnet.lightning.internal.network;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the network is set up.
 *
 * @param network must be {@code regtest}, whose coins are worth nothing: this is no wallet for money
 * @param seed decides every key, so that anyone who knows it owns all nodes
 * @param balanceSat what the payer's channel holds; a hundredth of it is reserve and cannot be spent
 * @param feeBaseMsat what the hub takes for each payment
 * @param feePartsPerMillion what it takes on top, in millionths of the amount
 * @param tick LDK's timer; a payee that does not answer is given up after two
 * @param storage the directory that survives; empty forgets everything
 */
public record NetworkSettings(
        String network,
        long seed,
        long balanceSat,
        int feeBaseMsat,
        int feePartsPerMillion,
        Duration tick,
        Optional<Path> storage) {
    /** What a channel may hold before both sides must agree to more (BOLT 2). */
    private static final long MOST_SATOSHI = 16_000_000;

    private static final long LEAST_SATOSHI = 20_000;

    /** @throws IllegalArgumentException when a value is out of range; the message names the property and the range */
    public NetworkSettings {
        check(network.equals("regtest"), "network must be regtest: never use this bundle with money");
        check(
                balanceSat >= LEAST_SATOSHI && balanceSat <= MOST_SATOSHI,
                "balance.sat must be " + LEAST_SATOSHI + " to " + MOST_SATOSHI);
        check(feeBaseMsat >= 0 && feeBaseMsat <= 1_000_000, "fee.base.msat must be 0 to 1000000");
        check(feePartsPerMillion >= 0 && feePartsPerMillion <= 1_000_000, "fee.ppm must be 0 to 1000000");
        check(
                tick.compareTo(Duration.ofMillis(200)) >= 0 && tick.compareTo(Duration.ofMinutes(1)) <= 0,
                "tick.ms must be 200 to 60000");
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
