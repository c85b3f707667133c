package org.eltor.relay.internal.document;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Reads one microdescriptor (dir-spec 3.9). */
final class MicrodescriptorParser {
    static final String START = "onion-key";
    /** Authorities make them of descriptors of 20,000 bytes at most. */
    static final int MOST_BYTES = 65_536;

    private static final int ONION_KEY_DIGITS = 44;

    private final Pool pool;
    private final Set<String> ids = new HashSet<>();
    private final byte[] key = new byte[32];
    private final byte[] rsaId = new byte[20];
    private FamilyClaims family = FamilyClaims.NONE;
    private PortSet exitPorts = PortSet.NONE;
    private PortSet exitPortsIpv6 = PortSet.NONE;
    private boolean identified;
    private boolean extendable;

    private MicrodescriptorParser(Pool pool) {
        this.pool = pool;
    }

    /**
     * Reads one.
     *
     * @param from where its {@code onion-key} line begins
     * @param to where the last of its lines ends, the line feed included
     * @param line number of its first line
     */
    static Microdescriptor parse(byte[] data, int from, int to, int line, Pool pool) throws DocumentException {
        if (to - from > MOST_BYTES) {
            throw new DocumentException(
                    line, SkipReason.TOO_LARGE, "a microdescriptor of more than " + MOST_BYTES + " bytes");
        }
        return new MicrodescriptorParser(pool).read(new LineReader(data, from, to, line));
    }

    private Microdescriptor read(LineReader lines) throws DocumentException {
        if (!lines.next() || !lines.is(START)) {
            throw malformed(lines, "a microdescriptor begins with onion-key");
        }
        while (lines.next()) {
            if (lines.startsWith("-----BEGIN ")) {
                passObject(lines);
            } else {
                item(lines);
            }
        }
        if (lines.isCut()) {
            throw malformed(lines, "the microdescriptor is cut off");
        }
        if (!extendable) {
            throw malformed(lines, "a microdescriptor without ntor-onion-key");
        }
        if (!ids.isEmpty() && !identified) {
            throw malformed(lines, "an identity of no known kind");
        }
        return new Microdescriptor(family, exitPorts, exitPortsIpv6);
    }

    private void item(LineReader lines) throws DocumentException {
        if (lines.is("p")) {
            exitPorts = summary(lines, 2);
        } else if (lines.is("p6")) {
            exitPortsIpv6 = summary(lines, 3);
        } else if (lines.is("family")) {
            FamilyClaims named = pool.family(lines.data, lines.arguments("family".length()), lines.end());
            family = family.keys().isEmpty()
                    ? named
                    : new FamilyClaims(named.relays(), named.nicknames(), family.keys());
        } else if (lines.is("family-ids")) {
            family = family.withIds(lines.value("family-ids".length()));
        } else if (lines.is("id")) {
            id(lines);
        } else if (lines.is("ntor-onion-key")) {
            ntorKey(lines);
        }
    }

    private PortSet summary(LineReader lines, int offset) throws DocumentException {
        int from = Math.min(lines.start() + offset, lines.end());
        Optional<PortSet> ports = pool.summary(lines.data, from, lines.end(), lines.number());
        return ports.orElse(PortSet.NONE);
    }

    /** {@code id ed25519 key}; other kinds are passed over, but each kind comes once. */
    private void id(LineReader lines) throws DocumentException {
        if (lines.split() < 3) {
            throw malformed(lines, "an identity without its key");
        }
        String kind = Ascii.string(lines.data, lines.wordStart(1), lines.wordEnd(1));
        if (!ids.add(kind)) {
            throw malformed(lines, "two identities of one kind");
        }
        byte[] into = kind.equals("ed25519") ? key : kind.equals("rsa1024") ? rsaId : null;
        if (into != null) {
            if (!Ascii.base64(lines.data, lines.wordStart(2), lines.wordEnd(2), into)) {
                throw malformed(lines, "an identity that is none");
            }
            identified = true;
        }
    }

    private void ntorKey(LineReader lines) throws DocumentException {
        int from = lines.arguments("ntor-onion-key".length());
        int to = lines.end();
        to = to - from == ONION_KEY_DIGITS && lines.data[to - 1] == '=' ? to - 1 : to;
        if (!Ascii.base64(lines.data, from, to, key)) {
            throw malformed(lines, "an onion key that is none");
        }
        extendable = true;
    }

    private static void passObject(LineReader lines) throws DocumentException {
        boolean ended = false;
        while (!ended) {
            if (!lines.next()) {
                throw malformed(lines, "a key is cut off");
            }
            ended = lines.startsWith("-----END ");
            if (!ended && !Ascii.isBase64(lines.data, lines.start(), lines.end())) {
                throw malformed(lines, "a key that is none");
            }
        }
    }

    private static DocumentException malformed(LineReader lines, String reason) {
        return new DocumentException(lines.number(), SkipReason.MALFORMED_DESCRIPTOR, reason);
    }
}
