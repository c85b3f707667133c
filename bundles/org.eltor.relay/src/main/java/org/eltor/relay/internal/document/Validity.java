package org.eltor.relay.internal.document;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a consensus may be used (dir-spec 3.4.1).
 *
 * @param validAfter when it comes into force
 * @param freshUntil when the next one should be there
 * @param validUntil when it must not be used any more
 */
public record Validity(Instant validAfter, Instant freshUntil, Instant validUntil) {
    /** A clock may be off by so much; tor itself bears with a day. */
    private static final Duration EARLY = Duration.ofHours(24);

    /** Why a consensus with these times is not to be used now, one line with the way out; empty when it may be. */
    public Optional<String> refusal(Instant now) {
        if (now.isAfter(validUntil)) {
            return Optional.of("The consensus is stale: it was valid until " + validUntil + " and it is " + now
                    + " now; check this machine's clock and tor's connection to its network");
        }
        if (now.isBefore(validAfter.minus(EARLY))) {
            return Optional.of("The consensus is from the future: it is valid after " + validAfter + " and it is " + now
                    + " now; check this machine's clock");
        }
        return Optional.empty();
    }
}
