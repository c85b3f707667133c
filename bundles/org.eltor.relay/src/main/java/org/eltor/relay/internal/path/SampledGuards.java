package org.eltor.relay.internal.path;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.eltor.api.tor.Fingerprint;

/** Keeps the guards of this run in memory, in the order in which they were added. */
public final class SampledGuards implements GuardSet {
    /** Guards kept at most (guard-spec, MAX_SAMPLE_SIZE); then the oldest one that will not do leaves. */
    static final int MOST_GUARDS = 60;

    private final Set<Fingerprint> sample = new LinkedHashSet<>();

    @Override
    public synchronized List<Fingerprint> choose(
            List<Fingerprint> candidates, Predicate<Fingerprint> usable, int count) {
        Set<Fingerprint> present = Set.copyOf(candidates);
        List<Fingerprint> chosen = new ArrayList<>();
        for (Fingerprint guard : sample) {
            if (chosen.size() < count && present.contains(guard) && usable.test(guard)) {
                chosen.add(guard);
            }
        }
        Iterator<Fingerprint> more = candidates.iterator();
        while (chosen.size() < count && more.hasNext()) {
            Fingerprint guard = more.next();
            if (!sample.contains(guard) && usable.test(guard)) {
                makeRoom(chosen);
                sample.add(guard);
                chosen.add(guard);
            }
        }
        return chosen;
    }

    private void makeRoom(List<Fingerprint> inUse) {
        if (sample.size() >= MOST_GUARDS) {
            Iterator<Fingerprint> oldest = sample.iterator();
            while (oldest.hasNext()) {
                if (!inUse.contains(oldest.next())) {
                    oldest.remove();
                    return;
                }
            }
        }
    }
}
