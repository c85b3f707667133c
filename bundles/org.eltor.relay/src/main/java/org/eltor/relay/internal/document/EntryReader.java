package org.eltor.relay.internal.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eltor.api.relay.RelayFlag;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.address.IpLiteral;

/**
 * Reads one group of {@code r}, {@code a}, {@code s}, {@code m}, {@code pr}, {@code w}, {@code p} lines (dir-spec 3.4.1).
 * The date of the {@code r} line is mostly a constant and its digest is not always the descriptor's, so neither is
 * looked at. Belongs to one thread.
 */
final class EntryReader {
    private static final int MOST_ADDRESSES = 4;
    private static final int BANDWIDTH_DIGITS = 13;
    private static final long MOST_BANDWIDTH = 1L << 40;
    private static final int LAST_PORT = 65_535;
    private static final byte[] BANDWIDTH = {'B', 'a', 'n', 'd', 'w', 'i', 'd', 't', 'h', '='};

    private final Pool pool;
    private final byte[] identity = new byte[20];
    private final byte[] digest = new byte[Digest.BYTES];
    private Fingerprint fingerprint;
    private String nickname;
    private String ipv4;
    private List<String> ipv6;
    private Set<RelayFlag> flags;
    private long bandwidth;
    private boolean congestionControl;
    private Optional<Digest> microdescriptor;
    private Optional<PortSet> exitPorts;

    EntryReader(Pool pool) {
        this.pool = pool;
    }

    /** The {@code r} line: nickname, identity, perhaps a digest, date, time, address, OR port, directory port. */
    void begin(LineReader lines) throws DocumentException {
        int words = lines.split();
        if (words < 8 || words > 9) { // the microdesc flavour has no digest
            throw malformed(lines, "an r line with " + words + " words");
        }
        byte[] data = lines.data;
        if (!Ascii.base64(data, lines.wordStart(2), lines.wordEnd(2), identity)) {
            throw malformed(lines, "an identity that is none");
        }
        int address = words - 3;
        if (!Ascii.isIpv4(data, lines.wordStart(address), lines.wordEnd(address))) {
            throw malformed(lines, "an address that is none");
        }
        long orPort = Ascii.number(data, lines.wordStart(words - 2), lines.wordEnd(words - 2), 5);
        long dirPort = Ascii.number(data, lines.wordStart(words - 1), lines.wordEnd(words - 1), 5);
        if (orPort < 1 || orPort > LAST_PORT || dirPort < 0 || dirPort > LAST_PORT) {
            throw malformed(lines, "a port that is none");
        }
        fingerprint = pool.fingerprint(identity);
        nickname = Ascii.nickname(data, lines.wordStart(1), lines.wordEnd(1));
        ipv4 = Ascii.string(data, lines.wordStart(address), lines.wordEnd(address));
        ipv6 = null;
        flags = Set.of();
        bandwidth = 0;
        congestionControl = false;
        microdescriptor = Optional.empty();
        exitPorts = Optional.empty();
    }

    /** Any further line of the group; those of no interest are passed over. */
    void item(LineReader lines) throws DocumentException {
        int start = lines.start();
        int length = lines.end() - start;
        if (length < 2) {
            return;
        }
        byte[] data = lines.data;
        if (data[start + 1] == ' ') {
            switch (data[start]) {
                case 'a' -> address(lines);
                case 's' -> flags(lines);
                case 'm' -> digest(lines);
                case 'w' -> bandwidth(lines);
                case 'p' -> exitPorts = pool.summary(data, start + 2, lines.end(), lines.number());
                default -> {}
            }
        } else if (length > 3 && data[start] == 'p' && data[start + 1] == 'r' && data[start + 2] == ' ') {
            congestionControl = pool.hasCongestionControl(data, start + 3, lines.end());
        }
    }

    /** The entry with all that was read since its {@code r} line. */
    StatusEntry entry() {
        List<String> addresses;
        if (ipv6 == null) {
            addresses = List.of(ipv4);
        } else {
            ipv6.add(0, ipv4);
            addresses = ipv6;
        }
        return new StatusEntry(
                fingerprint, nickname, addresses, flags, bandwidth, congestionControl, microdescriptor, exitPorts);
    }

    /** {@code [address]:port}; only IPv6 says anything new, and what cannot be read is ignored. */
    private void address(LineReader lines) {
        int start = lines.start() + 2;
        int close = start;
        while (close < lines.end() && lines.data[close] != ']') {
            close++;
        }
        if (start < lines.end() && lines.data[start] == '[' && close < lines.end()) {
            String literal = Ascii.string(lines.data, start + 1, close);
            if (IpLiteral.ipv6(literal).isPresent()) {
                ipv6 = ipv6 == null ? new ArrayList<>(2) : ipv6;
                if (ipv6.size() < MOST_ADDRESSES - 1) {
                    ipv6.add(literal);
                }
            }
        }
    }

    private void flags(LineReader lines) throws DocumentException {
        Pool.Flags read = pool.flags(lines.data, lines.start() + 2, lines.end());
        if (read.unknown().isPresent()) {
            throw malformed(lines, "a flag that the consensus does not announce");
        }
        flags = read.known();
    }

    private void digest(LineReader lines) throws DocumentException {
        if (!Ascii.base64(lines.data, lines.start() + 2, lines.end(), digest)) {
            throw malformed(lines, "a digest that is none");
        }
        microdescriptor = Optional.of(Digest.of(digest));
    }

    private void bandwidth(LineReader lines) throws DocumentException {
        byte[] data = lines.data;
        int from = lines.start() + 2;
        while (from < lines.end()) {
            int to = from;
            while (to < lines.end() && data[to] != ' ') {
                to++;
            }
            if (isBandwidth(data, from, to)) {
                long value = Ascii.number(data, from + BANDWIDTH.length, to, BANDWIDTH_DIGITS);
                if (value < 0) {
                    throw malformed(lines, "a bandwidth that is none");
                }
                bandwidth = Math.min(value, MOST_BANDWIDTH);
                return;
            }
            from = to + 1;
        }
    }

    private static boolean isBandwidth(byte[] data, int from, int to) {
        if (to - from < BANDWIDTH.length) {
            return false;
        }
        for (int i = 0; i < BANDWIDTH.length; i++) {
            if (data[from + i] != BANDWIDTH[i]) {
                return false;
            }
        }
        return true;
    }

    private static DocumentException malformed(LineReader lines, String reason) {
        return new DocumentException(lines.number(), SkipReason.MALFORMED_ENTRY, reason);
    }
}
