package org.eltor.payment.internal.payee;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.eltor.api.lightning.Payee;

/**
 * Payees that failed lately and are left out for a while: long where trying again does not mend it, else shortly at
 * first and twice as long each further time. Thread-safe.
 */
final class BrokenPayees {
    private static final Duration WRONG = Duration.ofMinutes(10);
    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 3;
    /** For this long after it may be tried again, a payee that fails once more counts as still failing. */
    private static final Duration MEMORY = Duration.ofMinutes(15);

    private record Trouble(Instant until, int failures) {}

    private final Clock clock;
    private final Map<Payee, Trouble> troubles = new ConcurrentHashMap<>();

    BrokenPayees(Clock clock) {
        this.clock = clock;
    }

    /** @return those that are of no use at this moment */
    Set<Payee> now() {
        Instant now = clock.instant();
        troubles.values().removeIf(trouble -> trouble.until().plus(MEMORY).isBefore(now));
        return troubles.entrySet().stream()
                .filter(entry -> !entry.getValue().until().isBefore(now))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    void failed(Payee payee, PayeeException how) {
        if (how.isOurs()) {
            return;
        }
        Instant now = clock.instant();
        troubles.compute(payee, (key, before) -> {
            int failures = before == null ? 0 : before.failures();
            return how.retriable()
                    ? new Trouble(now.plus(FIRST.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS))), failures + 1)
                    : new Trouble(now.plus(WRONG), failures);
        });
    }

    void worked(Payee payee) {
        troubles.remove(payee);
    }
}
