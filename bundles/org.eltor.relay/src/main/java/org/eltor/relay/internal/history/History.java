package org.eltor.relay.internal.history;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayHistory;
import org.eltor.api.relay.RelayRecord;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.path.HistoryFactors;

/** Experience with relays in memory. Thread-safe. Whoever owns it keeps it, and is told when it changed. */
public final class History implements RelayHistory {
    /** Circuits that carried less say nothing of their relays' throughput. */
    private static final long ENOUGH_BYTES = 256 * 1024;
    /** Relays remembered at most; then those heard of least lately are forgotten. */
    static final int MOST_RELAYS = 20_000;
    /** Factors are worked out anew after this time at the earliest, since that makes a planner begin afresh. */
    static final Duration FACTORS_LIFETIME = Duration.ofHours(1);

    private final Clock clock;
    private final Runnable changed;
    private final Map<Fingerprint, Experience> relays = new HashMap<>();
    private final Set<Fingerprint> silent = new HashSet<>(); // guards that did not answer since one last did
    private HistoryFactors factors = HistoryFactors.NONE;
    private Instant factorsAt = Instant.MIN;
    private boolean newer;

    /** @param changed told, under a lock, that there is something to keep */
    public History(Clock clock, Runnable changed) {
        this.clock = clock;
        this.changed = changed;
    }

    /** Goes on with what was kept. */
    synchronized void restore(Map<Fingerprint, Experience> kept) {
        relays.putAll(kept);
        newer = true;
    }

    /** What is to be kept; to be read under this object's lock. */
    Map<Fingerprint, Experience> kept() {
        return relays;
    }

    @Override
    public synchronized void circuitBuilt(PathPlan plan, Duration took) {
        double seconds = Math.max(0, took.toMillis() / 1000.0);
        guardAnswers(plan);
        for (RelayDescriptor hop : plan.hops()) {
            Experience experience = now(hop.fingerprint());
            experience.circuits++;
            experience.answered++;
            experience.built++;
            experience.buildSeconds += seconds;
        }
        heard();
    }

    /** @throws IndexOutOfBoundsException unless {@code hopsDone} is 0 to 2 */
    @Override
    public synchronized void circuitFailed(PathPlan plan, int hopsDone) {
        RelayDescriptor failed = plan.hops().get(hopsDone);
        if (hopsDone == 0) {
            silent.add(failed.fingerprint());
            return;
        }
        guardAnswers(plan);
        for (RelayDescriptor hop : plan.hops().subList(0, hopsDone)) {
            Experience experience = now(hop.fingerprint());
            experience.circuits++;
            experience.answered++;
        }
        now(failed.fingerprint()).circuits++;
        heard();
    }

    /** Where this guard or several others did not answer before, the way to all of them was broken. */
    private void guardAnswers(PathPlan plan) {
        Fingerprint guard = plan.hops().get(0).fingerprint();
        if (silent.size() == 1 && !silent.contains(guard)) {
            silent.forEach(relay -> now(relay).circuits++);
        }
        silent.clear();
    }

    @Override
    public synchronized void circuitClosed(PathPlan plan, long bytes, long peak, boolean paidButClosed) {
        for (RelayDescriptor hop : plan.hops()) {
            Experience experience = now(hop.fingerprint());
            experience.ended++;
            experience.paidButClosed += paidButClosed ? 1 : 0;
            if (bytes >= ENOUGH_BYTES && peak > 0) {
                experience.carried++;
                experience.bytesPerSecond += peak;
            }
        }
        heard();
    }

    private Experience now(Fingerprint relay) {
        Instant now = clock.instant();
        Experience experience = relays.computeIfAbsent(relay, any -> new Experience(now));
        experience.fadeTo(now);
        experience.heard = now;
        return experience;
    }

    private void heard() {
        newer = true;
        if (relays.size() > MOST_RELAYS) {
            relays.entrySet().stream()
                    .sorted(Comparator.comparing(entry -> entry.getValue().heard))
                    .limit(MOST_RELAYS / 10)
                    .map(Map.Entry::getKey)
                    .toList()
                    .forEach(relays::remove);
        }
        changed.run();
    }

    /** What experience says now; the same object for a while. */
    public synchronized HistoryFactors factors() {
        Instant now = clock.instant();
        if (newer && !now.isBefore(factorsAt.plus(FACTORS_LIFETIME))) {
            Experience all = fade(now);
            Map<Fingerprint, Double> known = new HashMap<>();
            relays.forEach(
                    (relay, experience) -> known.put(relay, HistoryFactors.bounded(experience.factorBeside(all))));
            factors = known.isEmpty() ? HistoryFactors.NONE : relay -> known.getOrDefault(relay, 1.0);
            factorsAt = now;
            newer = false;
        }
        return factors;
    }

    /** Lets all experience fade, forgets what is hardly there any more, and adds up the rest. */
    private Experience fade(Instant now) {
        Experience all = new Experience(now);
        relays.values().forEach(experience -> experience.fadeTo(now));
        relays.values().removeIf(experience -> experience.circuits + experience.ended < Experience.LEAST);
        relays.values().forEach(all::add);
        return all;
    }

    @Override
    public synchronized List<RelayRecord> records() {
        Experience all = fade(clock.instant());
        return relays.entrySet().stream()
                .map(entry -> record(entry.getKey(), entry.getValue(), all))
                .sorted(Comparator.comparingDouble(RelayRecord::circuits)
                        .reversed()
                        .thenComparing(RelayRecord::relay))
                .toList();
    }

    private static RelayRecord record(Fingerprint relay, Experience experience, Experience all) {
        return new RelayRecord(
                relay,
                experience.circuits,
                experience.circuits > 0 ? experience.answered / experience.circuits : 0,
                experience.built > 0
                        ? Optional.of(Duration.ofMillis(Math.round(1000 * experience.buildSeconds / experience.built)))
                        : Optional.empty(),
                experience.carried > 0
                        ? OptionalLong.of(Math.round(experience.bytesPerSecond / experience.carried))
                        : OptionalLong.empty(),
                experience.paidButClosed,
                HistoryFactors.bounded(experience.factorBeside(all)),
                experience.heard);
    }

    @Override
    public synchronized void clear() {
        relays.clear();
        factors = HistoryFactors.NONE;
        newer = false;
        changed.run();
    }
}
