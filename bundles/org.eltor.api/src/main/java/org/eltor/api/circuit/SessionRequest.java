package org.eltor.api.circuit;

import java.util.OptionalInt;

/**
 * What is wanted of a start.
 *
 * @param circuits circuits kept at once, 1 to 8; empty takes the configured number
 * @param rounds rounds of a session, 1 to 10,000; empty takes the configured number
 * @param once whether to stop after the last round; else a new session follows without a moment between
 */
public record SessionRequest(OptionalInt circuits, OptionalInt rounds, boolean once) {
    /** As configured. */
    public static final SessionRequest CONFIGURED = new SessionRequest(OptionalInt.empty(), OptionalInt.empty(), false);

    /** @throws IllegalArgumentException when a number is out of range */
    public SessionRequest {
        if (circuits.isPresent() && (circuits.getAsInt() < 1 || circuits.getAsInt() > 8)) {
            throw new IllegalArgumentException("circuits out of range (1 to 8): " + circuits.getAsInt());
        }
        if (rounds.isPresent() && (rounds.getAsInt() < 1 || rounds.getAsInt() > 10_000)) {
            throw new IllegalArgumentException("rounds out of range (1 to 10000): " + rounds.getAsInt());
        }
    }
}
