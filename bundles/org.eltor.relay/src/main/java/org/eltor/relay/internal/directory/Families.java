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
import org.eltor.relay.internal.document.FamilyClaims;

/**
 * Finds who is family: relays that name each other, or that hold certificates of one family key. A claim that is not
 * returned counts for nothing, or any relay could keep others out of paths.
 */
final class Families {
    /**
     * One relay's word.
     *
     * @param nickname the one by which others may name it
     */
    record Member(Fingerprint fingerprint, String nickname, FamilyClaims claims) {}

    private final Map<Fingerprint, Member> members;
    private final Map<String, List<Fingerprint>> byNickname = new HashMap<>();
    private final Map<String, List<Fingerprint>> byKey = new HashMap<>();

    /** @param relays the relays that are looked at */
    Families(Collection<Member> relays) {
        this.members = new HashMap<>(relays.size() * 4 / 3 + 1);
        Set<String> asked = new HashSet<>();
        for (Member relay : relays) {
            members.put(relay.fingerprint(), relay);
            asked.addAll(relay.claims().nicknames());
            for (String key : relay.claims().keys()) {
                byKey.computeIfAbsent(key, any -> new ArrayList<>()).add(relay.fingerprint());
            }
        }
        if (!asked.isEmpty()) {
            relays.forEach(relay -> addNickname(relay, asked));
        }
    }

    private void addNickname(Member relay, Set<String> asked) {
        String nickname = relay.nickname().toLowerCase(Locale.ROOT);
        if (asked.contains(nickname)) {
            byNickname.computeIfAbsent(nickname, any -> new ArrayList<>()).add(relay.fingerprint());
        }
    }

    /** The family of a relay, without the relay itself. */
    Set<Fingerprint> of(Member relay) {
        FamilyClaims claims = relay.claims();
        if (claims == FamilyClaims.NONE) {
            return Set.of();
        }
        Set<Fingerprint> family = new HashSet<>();
        for (Fingerprint named : claims.relays()) {
            addIfMutual(relay, named, family);
        }
        for (String nickname : claims.nicknames()) {
            byNickname.getOrDefault(nickname, List.of()).forEach(named -> addIfMutual(relay, named, family));
        }
        claims.keys().forEach(key -> family.addAll(byKey.getOrDefault(key, List.of())));
        family.remove(relay.fingerprint());
        return Set.copyOf(family);
    }

    private void addIfMutual(Member relay, Fingerprint named, Set<Fingerprint> family) {
        Member other = members.get(named);
        if (other != null
                && (other.claims().relays().contains(relay.fingerprint())
                        || !other.claims().nicknames().isEmpty()
                                && other.claims()
                                        .nicknames()
                                        .contains(relay.nickname().toLowerCase(Locale.ROOT)))) {
            family.add(named);
        }
    }
}
