package org.eltor.relay.internal.document;

import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eltor.api.tor.Fingerprint;

/**
 * What a descriptor says about its relay's family (dir-spec 2.1.1 {@code family} and {@code family-cert}, 3.9
 * {@code family-ids}).
 *
 * @param relays the relays it names by fingerprint
 * @param nicknames the relays it names by nickname, in lower case
 * @param keys the family keys that certify it, in hex; two relays with one key are one family
 */
public record FamilyClaims(Set<Fingerprint> relays, Set<String> nicknames, Set<String> keys) {
    public static final FamilyClaims NONE = new FamilyClaims(Set.of(), Set.of(), Set.of());

    private static final String KEY_PREFIX = "ed25519:";
    private static final int KEY_BYTES = 32;
    private static final int IDENTITY_DIGITS = 40;
    private static final int MOST_KEYS = 64;

    public FamilyClaims {
        relays = Set.copyOf(relays);
        nicknames = Set.copyOf(nicknames);
        keys = Set.copyOf(keys);
    }

    /** Reads the arguments of a {@code family} line; names in no known form are ignored, as dir-spec wants. */
    FamilyClaims withLine(String arguments, Pool pool) {
        Set<Fingerprint> named = new HashSet<>(relays);
        Set<String> nicks = new HashSet<>(nicknames);
        int from = 0;
        while (from < arguments.length()) {
            int to = arguments.indexOf(' ', from);
            to = to < 0 ? arguments.length() : to;
            if (isNickname(arguments, from, to)) {
                nicks.add(arguments.substring(from, to).toLowerCase(Locale.ROOT));
            } else {
                identity(arguments, from, to).map(pool::fingerprint).ifPresent(named::add);
            }
            from = to + 1;
        }
        return new FamilyClaims(named, nicks, keys);
    }

    /** Whether the arguments of a {@code family} line are nicknames and fingerprints only. */
    static boolean isLine(String arguments) {
        return Arrays.stream(arguments.split("[ \t]+"))
                .allMatch(name -> name.isEmpty()
                        || isNickname(name, 0, name.length())
                        || identity(name, 0, name.length()).isPresent());
    }

    /** What both say. */
    public FamilyClaims and(FamilyClaims other) {
        Set<Fingerprint> named = new HashSet<>(relays);
        named.addAll(other.relays);
        Set<String> nicks = new HashSet<>(nicknames);
        nicks.addAll(other.nicknames);
        Set<String> certified = new HashSet<>(keys);
        certified.addAll(other.keys);
        return new FamilyClaims(named, nicks, certified);
    }

    private static boolean isNickname(String text, int from, int to) {
        if (to - from < 1 || to - from > 19) {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c > 'z' || !Character.isLetterOrDigit(c)) {
                return false;
            }
        }
        return true;
    }

    /** {@code $HEX}, {@code HEX}, {@code $HEX~nick} or {@code $HEX=nick}; anything else is hostile or from another age. */
    private static Optional<byte[]> identity(String text, int from, int to) {
        int first = from < to && text.charAt(from) == '$' ? from + 1 : from;
        int after = first + IDENTITY_DIGITS;
        if (after > to || after < to && text.charAt(after) != '~' && text.charAt(after) != '=') {
            return Optional.empty();
        }
        byte[] identity = new byte[IDENTITY_DIGITS / 2];
        if (!Ascii.hex(text.substring(first, after), identity)) {
            return Optional.empty();
        }
        return Optional.of(identity);
    }

    /** Reads the arguments of a {@code family-ids} line; ids of other kinds are ignored. */
    FamilyClaims withIds(String arguments) {
        Set<String> all = new HashSet<>(keys);
        for (String id : arguments.split(" ", MOST_KEYS)) {
            byte[] key = id.startsWith(KEY_PREFIX) ? decoded(id.substring(KEY_PREFIX.length())) : new byte[0];
            if (key.length == KEY_BYTES) {
                all.add(HexFormat.of().formatHex(key));
            }
        }
        return new FamilyClaims(relays, nicknames, all);
    }

    /** Reads the body of a {@code family-cert} object; one without a family key changes nothing. */
    FamilyClaims withCertificate(String base64) {
        Optional<String> key = familyKey(base64);
        if (key.isEmpty() || keys.size() >= MOST_KEYS) {
            return this;
        }
        Set<String> all = new HashSet<>(keys);
        all.add(key.get());
        return new FamilyClaims(relays, nicknames, all);
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0]; // tor would not have passed it on
        }
    }

    /** The key that has signed; tor, or whoever wants to, checks that it has. */
    private static Optional<String> familyKey(String base64) {
        return Certificate.parse(decoded(base64))
                .flatMap(Certificate::signer)
                .map(key -> HexFormat.of().formatHex(key));
    }
}
