package org.eltor.relay.internal.guard;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.eltor.api.tor.Fingerprint;

/** A network of guards that are all alike. Each change makes a new one, as a new consensus would. */
record ScriptedPool(List<Fingerprint> relays, Set<Fingerprint> unlisted, Set<Fingerprint> unusable)
        implements GuardPool {
    static ScriptedPool of(int size) {
        return new ScriptedPool(
                IntStream.rangeClosed(1, size)
                        .mapToObj(number -> new Fingerprint("%040X".formatted(number)))
                        .toList(),
                Set.of(),
                Set.of());
    }

    ScriptedPool without(Fingerprint relay) {
        return new ScriptedPool(relays, with(unlisted, relay), unusable);
    }

    ScriptedPool barring(Fingerprint relay) {
        return new ScriptedPool(relays, unlisted, with(unusable, relay));
    }

    /** As if a list named {@code count} of the relays from this one on. */
    ScriptedPool restrictedTo(int first, int count) {
        Set<Fingerprint> others = new HashSet<>(relays);
        relays.subList(first, first + count).forEach(others::remove);
        return new ScriptedPool(relays, unlisted, others);
    }

    private static Set<Fingerprint> with(Set<Fingerprint> some, Fingerprint more) {
        Set<Fingerprint> all = new HashSet<>(some);
        all.add(more);
        return all;
    }

    @Override
    public int size() {
        return relays.size();
    }

    @Override
    public boolean isListed(Fingerprint relay) {
        return Integer.parseInt(relay.hex(), 16) <= relays.size() && !unlisted.contains(relay);
    }

    @Override
    public boolean isUsable(Fingerprint relay) {
        return isListed(relay) && !unusable.contains(relay);
    }

    @Override
    public Optional<Fingerprint> draw(Predicate<Fingerprint> fits, RandomGenerator random) {
        List<Fingerprint> good =
                relays.stream().filter(this::isUsable).filter(fits).toList();
        return good.isEmpty() ? Optional.empty() : Optional.of(good.get(random.nextInt(good.size())));
    }
}
