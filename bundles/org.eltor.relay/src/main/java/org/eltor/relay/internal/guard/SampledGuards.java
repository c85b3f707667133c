package org.eltor.relay.internal.guard;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.eltor.api.relay.GuardRecord;
import org.eltor.api.tor.Fingerprint;

/**
 * The guard set of guard-spec 4: a sample of the network's guards, of which those through which circuits were built are
 * used first, in the order in which that happened. No I/O: whoever owns it keeps it, and is told when it changed.
 */
public final class SampledGuards implements GuardSet, GuardWatch {
    /** Guards in use at a time (NUM_PRIMARY_GUARDS). */
    static final int PRIMARY_GUARDS = 3;
    /** Usable guards that the sample should have (MIN_FILTERED_SAMPLE_SIZE). */
    static final int USABLE_GUARDS = 20;
    /** Guards kept at most (MAX_SAMPLE_SIZE), */
    static final int MOST_GUARDS = 60;
    /** but no larger a part of the network's (MAX_SAMPLE_THRESHOLD). */
    private static final int MOST_PART = 5;

    private static final Duration LIFETIME = Duration.ofDays(120);
    private static final Duration CONFIRMED_LIFETIME = Duration.ofDays(60);
    private static final Duration UNLISTED_LIFETIME = Duration.ofDays(20);
    private static final Duration CHECKS = Duration.ofHours(1);
    /** Dates are moved into the past by up to this part of a lifetime, so that a file tells less of its user. */
    private static final int BLUR_PART = 10;

    private static final Comparator<Guard> PREFERENCE = Comparator.comparingLong(guard -> guard.confirmedOrder);

    private final Clock clock;
    private final RandomGenerator chance;
    private final Runnable changed;
    private final Consumer<String> warnings;
    private final Map<Fingerprint, Guard> guards = new LinkedHashMap<>(); // in the order in which they were sampled
    private List<Guard> order = List.of(); // in the order of preference
    private long confirmations;
    private final Reachability reach = new Reachability();
    private List<Guard> latelyPrimary = List.of();
    private Instant nextCheck = Instant.MIN;
    private GuardPool checked;

    /**
     * @param chance draws guards and blurs dates; a cryptographic one outside of tests
     * @param changed told, under a lock, that there is something to keep
     * @param warnings told, under a lock, what the user will want to know; one line
     */
    public SampledGuards(Clock clock, RandomGenerator chance, Runnable changed, Consumer<String> warnings) {
        this.clock = clock;
        this.chance = chance;
        this.changed = changed;
        this.warnings = warnings;
    }

    /** Goes on with guards that were kept, in the order in which they were sampled. */
    synchronized void restore(Collection<Guard> kept) {
        kept.forEach(guard -> guards.put(guard.relay, guard));
        confirmations = kept.stream()
                .filter(guard -> guard.confirmed != null)
                .mapToLong(guard -> guard.confirmedOrder + 1)
                .max()
                .orElse(0);
        reorder();
    }

    /** What is to be kept, in the order in which they were sampled; to be read under this object's lock. */
    Collection<Guard> kept() {
        return guards.values();
    }

    @Override
    public synchronized Choice choose(GuardPool pool) {
        Instant now = clock.instant();
        check(pool, now);
        List<Guard> usable = usable(pool);
        List<Guard> primary = usable.subList(0, Math.min(PRIMARY_GUARDS, usable.size()));
        latelyPrimary = List.copyOf(primary);
        return new Choice(names(primary), names(reach.toBeTried(usable, primary, PRIMARY_GUARDS, now)));
    }

    /** Those that paths can lead through, preferred first; distrusted ones only where there are no others. */
    private List<Guard> usable(GuardPool pool) {
        List<Guard> usable = new ArrayList<>(order.size());
        List<Guard> distrusted = new ArrayList<>(0);
        for (Guard guard : order) {
            if (pool.isUsable(guard.relay)) {
                (guard.distrusted ? distrusted : usable).add(guard);
            }
        }
        return usable.isEmpty() ? distrusted : usable;
    }

    private static List<Fingerprint> names(List<Guard> some) {
        return some.stream().map(guard -> guard.relay).toList();
    }

    @Override
    public synchronized Optional<Fingerprint> further(GuardPool pool, Predicate<Fingerprint> fits) {
        Instant now = clock.instant();
        Comparator<Guard> triable = Comparator.comparing(guard -> !reach.mayBeTried(guard, now) || guard.distrusted);
        return order.stream()
                .filter(guard -> fits.test(guard.relay))
                .min(triable)
                .map(guard -> guard.relay);
    }

    /** Keeps the sample as guard-spec wants it; a walk through the set in the usual case. */
    private void check(GuardPool pool, Instant now) {
        if (pool == checked && now.isBefore(nextCheck)) {
            return;
        }
        checked = pool;
        nextCheck = now.plus(CHECKS);
        for (Guard guard : List.copyOf(guards.values())) {
            checkListed(guard, pool.isListed(guard.relay), now);
        }
        int most = Math.max(USABLE_GUARDS, Math.min(MOST_GUARDS, pool.size() / MOST_PART));
        long usable = usable(pool).stream().filter(guard -> !guard.distrusted).count();
        boolean more = true;
        while (more && (usable < PRIMARY_GUARDS || usable < USABLE_GUARDS && guards.size() < most)) {
            more = add(pool, now);
            usable++;
        }
    }

    private void checkListed(Guard guard, boolean listed, Instant now) {
        if (listed && guard.unlistedSince != null) {
            guard.unlistedSince = null;
            changed.run();
        } else if (!listed && guard.unlistedSince == null) {
            guard.unlistedSince = now;
            changed.run();
        }
        boolean lost = guard.unlistedSince != null
                && guard.unlistedSince.plus(UNLISTED_LIFETIME).isBefore(now);
        boolean old = guard.added.plus(LIFETIME).isBefore(now)
                && (guard.confirmed == null
                        || guard.confirmed.plus(CONFIRMED_LIFETIME).isBefore(now));
        if (lost || old) {
            guards.remove(guard.relay);
            reorder();
            changed.run();
        }
    }

    /** @return whether there was one to be added, and room for it */
    private boolean add(GuardPool pool, Instant now) {
        Optional<Fingerprint> drawn =
                makeRoom(pool) ? pool.draw(relay -> !guards.containsKey(relay), chance) : Optional.empty();
        drawn.ifPresent(relay -> {
            guards.put(relay, new Guard(relay, blurred(now, LIFETIME)));
            reorder();
            changed.run();
        });
        return drawn.isPresent();
    }

    /**
     * A full set loses the youngest one that will not do. Never one through which circuits were built: with other node
     * lists or prices it will do again, and until then it is kept as long as guard-spec says.
     */
    private boolean makeRoom(GuardPool pool) {
        if (guards.size() < MOST_GUARDS) {
            return true;
        }
        Optional<Guard> last = guards.values().stream()
                .filter(guard -> guard.confirmed == null && !pool.isUsable(guard.relay))
                .reduce((older, younger) -> younger);
        last.ifPresent(guard -> guards.remove(guard.relay));
        return last.isPresent();
    }

    private void reorder() {
        order = guards.values().stream().sorted(PREFERENCE).toList();
        checked = null;
    }

    private Instant blurred(Instant now, Duration lifetime) {
        long earlier = chance.nextLong(lifetime.toSeconds() / BLUR_PART);
        return now.truncatedTo(ChronoUnit.SECONDS).minusSeconds(earlier);
    }

    @Override
    public synchronized void built(Fingerprint relay) {
        Guard guard = guards.get(relay);
        if (guard != null) {
            Instant now = clock.instant();
            reach.built(guard, order, latelyPrimary, now);
            if (guard.confirmed == null) {
                guard.confirmed = blurred(now, CONFIRMED_LIFETIME);
                guard.confirmedOrder = confirmations++;
                reorder();
            }
            guard.bias.built();
            judge(guard);
            changed.run();
        }
    }

    @Override
    public synchronized void failedBehind(Fingerprint relay) {
        Guard guard = guards.get(relay);
        if (guard != null) {
            guard.answers(); // some time ago: says nothing of our connection now
            guard.bias.failed();
            judge(guard);
            changed.run();
        }
    }

    @Override
    public synchronized void failedAt(Fingerprint relay) {
        Guard guard = guards.get(relay);
        if (guard != null) {
            reach.failed(guard, clock.instant());
            changed.run();
        }
    }

    @Override
    public synchronized void ended(Fingerprint relay, boolean paidButClosed) {
        Guard guard = guards.get(relay);
        if (guard != null) {
            guard.bias.ended(paidButClosed);
            judge(guard);
            changed.run();
        }
    }

    private void judge(Guard guard) {
        PathBias.Verdict verdict = guard.bias.verdict();
        if (verdict.compareTo(guard.said) > 0) {
            guard.said = verdict;
            boolean drop = verdict == PathBias.Verdict.EXTREME && othersAreFine(guard);
            guard.distrusted |= drop;
            warnings.accept("Of the circuits through guard " + guard.relay + ", " + guard.bias
                    + "; it may choose whom it serves" + (drop ? ", and is not used any more" : ""));
        }
    }

    /** Whether the trouble is this guard's own: where all guards look bad, it is the network or our connection. */
    private boolean othersAreFine(Guard suspect) {
        return PathBias.areFine(guards.values().stream()
                .filter(guard -> guard != suspect)
                .map(guard -> guard.bias)
                .toList());
    }

    @Override
    public synchronized List<GuardRecord> records(GuardPool pool) {
        List<Guard> usable = usable(pool);
        List<Guard> primary = usable.subList(0, Math.min(PRIMARY_GUARDS, usable.size()));
        return order.stream()
                .map(guard -> guard.record(primary.contains(guard)))
                .toList();
    }

    @Override
    public Optional<String> problem() {
        return Optional.empty(); // memory never fails
    }

    @Override
    public List<String> notices() {
        return List.of();
    }
}
