package org.eltor.relay.internal.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which guards are worth a try (guard-spec 4.6 to 4.9). Whether a guard or our own connection is down cannot be seen
 * from a failure. So as long as no circuit was built since, a failure says nothing of a guard: those that were in use
 * are tried in turn, and nobody else is, for else every outage would bring new guards. Only after a long silence one
 * more is tried now and then. Belongs to its set.
 */
final class Reachability {
    /** After this long without a circuit our connection was likely down (INTERNET_LIKELY_DOWN_INTERVAL). */
    static final Duration OUTAGE = Duration.ofMinutes(10);
    /** After this long without an answer it may be the guards after all. */
    static final Duration SILENCE = Duration.ofMinutes(15);
    /** Between two tries beyond the guards in use; those are tried every few seconds, and thus hear first. */
    static final Duration SCOUT_PAUSE = Duration.ofMinutes(5);

    private static final int EARLY_FAILURES = 3;
    private Instant lastSuccess; // null until a circuit was built
    private Instant silentSince; // the first failure after that; null while there was none

    /**
     * The guards to be tried, preferred first. One that just failed gives way to one that did not, be that in use by
     * another circuit.
     *
     * @param usable those that paths can lead through, preferred first
     * @param primary the first few of them
     * @param most guards beyond the primary ones at a time
     */
    List<Guard> toBeTried(List<Guard> usable, List<Guard> primary, int most, Instant now) {
        boolean known = primary.stream().anyMatch(guard -> guard.confirmed != null);
        List<Guard> up = primary.stream()
                .filter(guard -> mayBeTried(guard, true, known, now))
                .toList();
        if (up.isEmpty()) {
            up = usable.stream()
                    .skip(primary.size())
                    .filter(guard -> mayBeTried(guard, false, known, now))
                    .limit(most)
                    .toList();
        }
        if (up.isEmpty()) {
            return primary;
        }
        List<Guard> well = up.stream().filter(guard -> !isInDoubt(guard, now)).toList();
        if (!well.isEmpty()) {
            return well; // the first of them that answers decides about those in doubt
        }
        up = up.stream()
                .sorted(Comparator.comparing(guard -> guard.lastFailure))
                .toList();
        List<Guard> tried = new ArrayList<>(up);
        scout(usable, primary, up, now).ifPresent(guard -> tried.add(0, guard));
        return tried;
    }

    /** One of the others, where nobody has answered for so long that all in use, tried lately, may be gone. */
    private Optional<Guard> scout(List<Guard> usable, List<Guard> primary, List<Guard> up, Instant now) {
        if (silentSince == null || silentSince.plus(SILENCE).isAfter(now)) {
            return Optional.empty();
        }
        List<Guard> others = usable.stream()
                .filter(guard -> !primary.contains(guard) && !up.contains(guard))
                .toList();
        Comparator<Guard> lastTried =
                Comparator.comparing(guard -> guard.lastFailure == null ? Instant.MIN : guard.lastFailure);
        boolean lately = others.stream()
                .anyMatch(guard -> guard.lastFailure != null
                        && guard.lastFailure.plus(SCOUT_PAUSE).isAfter(now));
        return lately ? Optional.empty() : others.stream().min(lastTried);
    }

    /** Whether one beyond those in use may be tried. */
    boolean mayBeTried(Guard guard, Instant now) {
        return mayBeTried(guard, false, true, now);
    }

    /** @param known whether guards were used before: where none was, there is nothing to keep to */
    private boolean mayBeTried(Guard guard, boolean primary, boolean known, Instant now) {
        return guard.failingSince == null
                || isUndecided(guard) && (known || guard.failures < EARLY_FAILURES)
                || guard.isDue(now, primary);
    }

    /** Whether nobody has answered since it began to fail: the fault may well be our own connection's. */
    private boolean isUndecided(Guard guard) {
        return guard.failingSince != null && (lastSuccess == null || lastSuccess.isBefore(guard.failingSince));
    }

    /** Whether it failed lately, with nobody else to say whose fault it was. */
    private boolean isInDoubt(Guard guard, Instant now) {
        return isUndecided(guard) && !guard.isDue(now, true);
    }

    void failed(Guard guard, Instant now) {
        silentSince = silentSince == null ? now : silentSince;
        guard.fails(now);
    }

    /**
     * A circuit was built.
     *
     * @param primary the primary guards of late
     */
    void built(Guard guard, Collection<Guard> all, Collection<Guard> primary, Instant now) {
        if (isUndecided(guard)) { // it failed and answers, with nobody between: it was our own connection
            all.stream().filter(this::isUndecided).forEach(Guard::answers);
        } else if (!primary.contains(guard) && isLongSilent(now)) {
            primary.forEach(Guard::again);
        }
        guard.answers();
        lastSuccess = now;
        silentSince = null;
    }

    private boolean isLongSilent(Instant now) {
        return lastSuccess == null || lastSuccess.plus(OUTAGE).isBefore(now);
    }
}
