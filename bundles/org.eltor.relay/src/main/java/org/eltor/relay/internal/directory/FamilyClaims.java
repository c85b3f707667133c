package org.eltor.relay.internal.directory;

import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eltor.api.tor.Fingerprint;

/**
 * What a descriptor says about its relay's family (dir-spec 2.1.1, {@code family} and {@code family-cert}).
 *
 * @param relays the relays it names by fingerprint
 * @param nicknames the relays it names by nickname, in lower case
 * @param keys the family keys that certify it, in hex; two relays with one key are one family
 */
record FamilyClaims(Set<Fingerprint> relays, Set<String> nicknames, Set<String> keys) {
    static final FamilyClaims NONE = new FamilyClaims(Set.of(), Set.of(), Set.of());

    private static final int CERTIFICATE_HEAD = 40;
    private static final int SIGNED_WITH_KEY = 4;
    private static final int KEY_BYTES = 32;

    FamilyClaims {
        relays = Set.copyOf(relays);
        nicknames = Set.copyOf(nicknames);
        keys = Set.copyOf(keys);
    }

    /** Reads the arguments of a {@code family} line; names in no known form are ignored, as dir-spec wants. */
    FamilyClaims withLine(String arguments) {
        Set<Fingerprint> named = new HashSet<>(relays);
        Set<String> nicks = new HashSet<>(nicknames);
        for (String name : arguments.split(" ")) {
            if (name.matches("[A-Za-z0-9]{1,19}")) {
                nicks.add(name.toLowerCase(Locale.ROOT));
            } else if (name.length() >= 40) {
                fingerprint(name).ifPresent(named::add);
            }
        }
        return new FamilyClaims(named, nicks, keys);
    }

    private static Optional<Fingerprint> fingerprint(String name) {
        try {
            return Optional.of(Fingerprint.parse(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // hostile or from another age
        }
    }

    /** Reads the body of a {@code family-cert} object; one without a family key changes nothing. */
    FamilyClaims withCertificate(String base64) {
        Set<String> all = new HashSet<>(keys);
        familyKey(base64).ifPresent(all::add);
        return new FamilyClaims(relays, nicknames, all);
    }

    /** The key in the "signed with" extension (cert-spec 2.1); tor has checked the signature. */
    private static Optional<String> familyKey(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // tor would not have passed it on
        }
        int position = CERTIFICATE_HEAD;
        while (position + 4 <= bytes.length) {
            int length = (bytes[position] & 0xff) << 8 | bytes[position + 1] & 0xff;
            int type = bytes[position + 2] & 0xff;
            int start = position + 4;
            if (type == SIGNED_WITH_KEY && length == KEY_BYTES && start + length <= bytes.length) {
                return Optional.of(HexFormat.of().formatHex(bytes, start, start + length));
            }
            position = start + length;
        }
        return Optional.empty();
    }
}
