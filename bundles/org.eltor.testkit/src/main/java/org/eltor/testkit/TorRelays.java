package org.eltor.testkit;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eltor.api.tor.Fingerprint;

/** The relays of the scripted tor's network: which it knows, and what each is up to. */
final class TorRelays {
    private static final Pattern LONG_NAME = Pattern.compile("\\$?([0-9A-Fa-f]{40})(?:[~=][A-Za-z0-9]*)?");

    private final Map<Fingerprint, ScriptedRelay> known = new LinkedHashMap<>();
    private final Map<Fingerprint, RelayBehaviour> behaviours = new HashMap<>();
    private final Set<Fingerprint> dead = new HashSet<>();
    private final Set<Fingerprint> stalled = new HashSet<>();

    void add(ScriptedRelay relay) {
        known.put(relay.fingerprint(), relay);
    }

    void forget(Fingerprint relay) {
        known.remove(relay);
    }

    Collection<ScriptedRelay> all() {
        return List.copyOf(known.values());
    }

    /** In the order in which a consensus lists them. */
    List<ScriptedRelay> sorted() {
        return known.values().stream()
                .sorted(Comparator.comparing(ScriptedRelay::fingerprint))
                .toList();
    }

    Optional<ScriptedRelay> find(Fingerprint relay) {
        return Optional.ofNullable(known.get(relay));
    }

    /** Finds a relay by any name that tor accepts; a nickname behind a fingerprint is not checked. */
    Optional<ScriptedRelay> find(String name) {
        Matcher matcher = LONG_NAME.matcher(name);
        if (matcher.matches()) {
            return find(new Fingerprint(matcher.group(1).toUpperCase(Locale.ROOT)));
        }
        return known.values().stream()
                .filter(relay -> relay.nickname().equalsIgnoreCase(name))
                .findFirst();
    }

    /** Finds a relay that a command names, or refuses as tor does. */
    ScriptedRelay require(String name) {
        ScriptedRelay relay = find(name).orElseThrow(() -> new TorRefusal(552, "No such router \"" + name + "\""));
        if (!relay.hasDescriptor()) {
            throw new TorRefusal(552, "No descriptor for \"" + name + "\"");
        }
        return relay;
    }

    void behave(Fingerprint relay, RelayBehaviour behaviour) {
        behaviours.put(relay, behaviour);
    }

    RelayBehaviour behaviour(ScriptedRelay relay) {
        return behaviours.getOrDefault(relay.fingerprint(), RelayBehaviour.works());
    }

    void kill(Fingerprint relay) {
        dead.add(relay);
        stalled.remove(relay);
    }

    void stall(Fingerprint relay) {
        stalled.add(relay);
    }

    void revive(Fingerprint relay) {
        dead.remove(relay);
        stalled.remove(relay);
    }

    boolean isDead(ScriptedRelay relay) {
        return dead.contains(relay.fingerprint());
    }

    boolean isStalled(ScriptedRelay relay) {
        return stalled.contains(relay.fingerprint());
    }
}
