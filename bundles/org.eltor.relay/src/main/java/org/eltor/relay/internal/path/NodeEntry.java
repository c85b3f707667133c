package org.eltor.relay.internal.path;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.address.IpLiteral;

/** One entry of a node list, in one of the forms that tor's own lists have. Immutable. */
sealed interface NodeEntry {
    /** The entry as it was written. */
    String text();

    /** Whether it means this relay. */
    boolean matches(RelayDescriptor relay, Countries countries);

    /** A relay by its fingerprint. */
    record ByFingerprint(String text, Fingerprint relay) implements NodeEntry {
        @Override
        public boolean matches(RelayDescriptor other, Countries countries) {
            return relay.equals(other.fingerprint());
        }
    }

    /** Relays by a nickname, which nobody guarantees to be one relay's alone. */
    record ByNickname(String text) implements NodeEntry {
        @Override
        public boolean matches(RelayDescriptor relay, Countries countries) {
            return text.equalsIgnoreCase(relay.nickname());
        }
    }

    /** Relays of a country, {@code {de}}; {@code {??}} are those of none. */
    record ByCountry(String text, String country) implements NodeEntry {
        @Override
        public boolean matches(RelayDescriptor relay, Countries countries) {
            return countries.of(relay).filter(country::equals).isPresent();
        }
    }

    /** Relays with an address that begins with these bits. */
    record ByNetwork(String text, byte[] address, int bits) implements NodeEntry {
        @Override
        public boolean matches(RelayDescriptor relay, Countries countries) {
            return relay.addresses().stream()
                    .flatMap(literal -> NodeEntry.bytes(literal).stream())
                    .anyMatch(this::contains);
        }

        private boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            int whole = bits / 8;
            for (int i = 0; i < whole; i++) {
                if (other[i] != address[i]) {
                    return false;
                }
            }
            int rest = 8 - bits % 8;
            return rest == 8 || (other[whole] & 0xff) >> rest == (address[whole] & 0xff) >> rest;
        }
    }

    /** Every relay, {@code *}. */
    record Any(String text) implements NodeEntry {
        @Override
        public boolean matches(RelayDescriptor relay, Countries countries) {
            return true;
        }
    }

    /** Reads an entry; empty when it has none of the forms. */
    static Optional<NodeEntry> parse(String text) {
        Matcher country = Forms.COUNTRY.matcher(text);
        if (country.matches()) {
            return Optional.of(new ByCountry(text, country.group(1).toLowerCase(Locale.ROOT)));
        }
        if (Forms.NICKNAME.matcher(text).matches()) {
            return Optional.of(new ByNickname(text));
        }
        if (Forms.ANY.matcher(text).matches()) {
            return Optional.of(new Any(text));
        }
        try {
            return Optional.of(new ByFingerprint(text, Fingerprint.parse(text)));
        } catch (IllegalArgumentException e) {
            return network(text);
        }
    }

    private static Optional<NodeEntry> network(String text) {
        Matcher network = Forms.NETWORK.matcher(text);
        if (!network.matches()) {
            return Optional.empty();
        }
        String literal = network.group(1) == null ? network.group(2) : network.group(1);
        Optional<byte[]> address = bytes(literal);
        if (address.isEmpty()) {
            return Optional.empty();
        }
        int most = address.get().length * 8;
        String prefix = network.group(3);
        int bits = prefix == null ? most : Integer.parseInt(prefix);
        return bits > most ? Optional.empty() : Optional.of(new ByNetwork(text, address.get(), bits));
    }

    private static Optional<byte[]> bytes(String literal) {
        OptionalInt ipv4 = IpLiteral.ipv4(literal);
        if (ipv4.isPresent()) {
            int bits = ipv4.getAsInt();
            return Optional.of(new byte[] {(byte) (bits >> 24), (byte) (bits >> 16), (byte) (bits >> 8), (byte) bits});
        }
        return IpLiteral.ipv6(literal);
    }

    /** How entries look. */
    final class Forms {
        private static final Pattern COUNTRY = Pattern.compile("\\{([A-Za-z][A-Za-z0-9]|\\?\\?)}");
        private static final Pattern NICKNAME = Pattern.compile("[A-Za-z0-9]{1,19}");
        private static final Pattern ANY = Pattern.compile("\\*(?:/0)?(?::\\*)?");
        private static final Pattern NETWORK =
                Pattern.compile("(?:\\[([0-9A-Fa-f:.]{2,45})]|([0-9A-Fa-f:.]{2,45}?))(?:/([0-9]{1,3}))?(?::\\*)?");

        private Forms() {}
    }
}
