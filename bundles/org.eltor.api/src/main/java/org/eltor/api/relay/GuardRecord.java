package org.eltor.api.relay;

import java.time.Instant;
import java.util.Optional;
import org.eltor.api.tor.Fingerprint;

/**
 * One relay of the guard set (guard-spec 4).
 *
 * @param relay which one
 * @param primary whether it is one of those that are used before all others
 * @param added when it joined the set; blurred by some days
 * @param confirmed when a circuit was first built through it; blurred by some days; empty until then
 * @param unreachableSince since when circuits fail at it; empty while it answers
 * @param distrusted whether so many of its circuits failed behind it that it is not used any more
 * @param circuits circuits that got past it, faded
 * @param built those of them that were built
 * @param used those of them that ended
 * @param paidButClosed those of these that somebody else ended although everything due had been paid
 */
public record GuardRecord(
        Fingerprint relay,
        boolean primary,
        Instant added,
        Optional<Instant> confirmed,
        Optional<Instant> unreachableSince,
        boolean distrusted,
        double circuits,
        double built,
        double used,
        double paidButClosed) {}
