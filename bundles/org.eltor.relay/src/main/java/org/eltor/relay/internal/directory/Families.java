package org.eltor.relay.internal.directory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eltor.api.tor.Fingerprint;

/**
 * Finds who is family: relays that name each other, or that hold certificates of one family key. A claim that is not
 * returned counts for nothing, or any relay could keep others out of paths.
 */
final class Families {
    private final Map<Fingerprint, ServerDescriptor> descriptors;
    private final Map<String, List<Fingerprint>> byNickname = new HashMap<>();
    private final Map<String, List<Fingerprint>> byKey = new HashMap<>();

    /** @param relays the relays that are looked at, each with its descriptor */
    Families(Collection<ServerDescriptor> relays) {
        this.descriptors = new HashMap<>();
        for (ServerDescriptor relay : relays) {
            descriptors.put(relay.fingerprint(), relay);
            byNickname
                    .computeIfAbsent(relay.nickname().toLowerCase(Locale.ROOT), any -> new ArrayList<>())
                    .add(relay.fingerprint());
            relay.family()
                    .keys()
                    .forEach(key ->
                            byKey.computeIfAbsent(key, any -> new ArrayList<>()).add(relay.fingerprint()));
        }
    }

    /** The family of a relay, without the relay itself. */
    Set<Fingerprint> of(ServerDescriptor relay) {
        Set<Fingerprint> family = new HashSet<>();
        for (Fingerprint named : relay.family().relays()) {
            addIfMutual(relay, named, family);
        }
        for (String nickname : relay.family().nicknames()) {
            byNickname.getOrDefault(nickname, List.of()).forEach(named -> addIfMutual(relay, named, family));
        }
        relay.family().keys().forEach(key -> family.addAll(byKey.getOrDefault(key, List.of())));
        family.remove(relay.fingerprint());
        return family;
    }

    private void addIfMutual(ServerDescriptor relay, Fingerprint named, Set<Fingerprint> family) {
        ServerDescriptor other = descriptors.get(named);
        if (other != null
                && (other.family().relays().contains(relay.fingerprint())
                        || other.family().nicknames().contains(relay.nickname().toLowerCase(Locale.ROOT)))) {
            family.add(named);
        }
    }
}
