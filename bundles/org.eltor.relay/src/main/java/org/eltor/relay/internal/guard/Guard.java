package org.eltor.relay.internal.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eltor.api.relay.GuardRecord;
import org.eltor.api.tor.Fingerprint;

/** One relay of the guard set. Belongs to its set. */
final class Guard {
    private static final Duration SIX_HOURS = Duration.ofHours(6);
    private static final Duration FOUR_DAYS = Duration.ofDays(4);
    private static final Duration SEVEN_DAYS = Duration.ofDays(7);

    final Fingerprint relay;
    final Instant added;
    final PathBias bias = new PathBias();
    Instant confirmed; // null until a circuit was built through it
    long confirmedOrder = Long.MAX_VALUE; // the earlier, the lower
    Instant unlistedSince; // null while the network has it as a guard
    Instant failingSince; // null while it answers
    Instant lastFailure;
    int failures;
    boolean distrusted;
    PathBias.Verdict said = PathBias.Verdict.FINE; // not said again after a restart unless it is still so

    Guard(Fingerprint relay, Instant added) {
        this.relay = relay;
        this.added = added;
    }

    void answers() {
        failingSince = null;
        lastFailure = null;
        failures = 0;
    }

    void fails(Instant now) {
        failingSince = failingSince == null ? now : failingSince;
        lastFailure = now;
        failures++;
    }

    /** Forgets all failures but the first, so that it is tried once more. */
    void again() {
        lastFailure = failingSince;
    }

    /** Whether it has waited long enough since its last failure (guard-spec 4.6). Only while it is failing. */
    boolean isDue(Instant now, boolean primary) {
        return !lastFailure
                .plus(pause(Duration.between(failingSince, now), primary))
                .isAfter(now);
    }

    private static Duration pause(Duration failing, boolean primary) {
        if (failing.compareTo(SIX_HOURS) < 0) {
            return primary ? Duration.ofMinutes(10) : Duration.ofHours(1);
        }
        if (failing.compareTo(FOUR_DAYS) < 0) {
            return primary ? Duration.ofMinutes(90) : Duration.ofHours(4);
        }
        if (failing.compareTo(SEVEN_DAYS) < 0) {
            return primary ? Duration.ofHours(4) : Duration.ofHours(18);
        }
        return primary ? Duration.ofHours(9) : Duration.ofHours(36);
    }

    GuardRecord record(boolean primary) {
        return new GuardRecord(
                relay,
                primary,
                added,
                Optional.ofNullable(confirmed),
                Optional.ofNullable(failingSince),
                distrusted,
                bias.circuits,
                bias.built,
                bias.used,
                bias.paidButClosed);
    }
}
