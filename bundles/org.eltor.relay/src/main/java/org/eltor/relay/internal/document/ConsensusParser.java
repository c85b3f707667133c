package org.eltor.relay.internal.document;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eltor.relay.internal.document.Consensus.Flavour;

/**
 * Reads a consensus (dir-spec 3.4.1). What breaks its head, footer or order refuses it as a whole; a relay whose entry
 * is broken can be left out alone.
 */
public final class ConsensusParser {
    /** Ten times what the largest network of today would need. */
    static final int MOST_BYTES = 1 << 26;

    private final Pool pool;
    private final OnSkip skip;
    private final ConsensusHead head = new ConsensusHead();

    private ConsensusParser(Pool pool, OnSkip skip) {
        this.pool = pool;
        this.skip = skip;
    }

    /**
     * Reads a consensus.
     *
     * @param skipped counts the relays that were left out
     * @throws DocumentException when it cannot be used at all
     */
    public static Consensus parse(byte[] text, Pool pool, SkipCounts skipped) throws DocumentException {
        return new ConsensusParser(pool, skipped::add).read(text);
    }

    /** Reads a consensus in which every entry must be right. */
    public static Consensus parseStrictly(byte[] text, Pool pool) throws DocumentException {
        return new ConsensusParser(pool, OnSkip.REFUSE).read(text);
    }

    private Consensus read(byte[] text) throws DocumentException {
        if (text.length > MOST_BYTES) {
            throw malformed(0, "a document of more than " + MOST_BYTES + " bytes");
        }
        LineReader lines = new LineReader(text);
        Flavour flavour = firstLine(lines);
        readHead(lines);
        pool.announce(head.flags());
        List<StatusEntry> entries =
                lines.is("r") ? new EntryList(pool, skip, true, flavour == Flavour.MICRODESC).read(lines) : List.of();
        Map<String, Integer> weights = footer(lines);
        return new Consensus(
                flavour,
                head.method(),
                head.validity(),
                head.parameters(),
                head.required(),
                head.recommended(),
                entries,
                weights);
    }

    /** {@code network-status-version 3}, with the flavour if it is not {@code ns}; annotations may come before. */
    private static Flavour firstLine(LineReader lines) throws DocumentException {
        boolean more = lines.next();
        while (more && lines.startsWith("@")) {
            more = lines.next();
        }
        if (!more || !lines.is("network-status-version")) {
            throw malformed(Math.max(1, lines.number()), "a consensus begins with network-status-version");
        }
        if (lines.data[lines.end() - 1] == '\r') {
            throw malformed(lines.number(), "lines end with carriage returns");
        }
        return switch (lines.value("network-status-version".length())) {
            case "3", "3 ns" -> Flavour.NS;
            case "3 microdesc" -> Flavour.MICRODESC;
            default -> throw malformed(lines.number(), "a version or flavour that nobody knows here");
        };
    }

    private void readHead(LineReader lines) throws DocumentException {
        boolean more = true;
        while (more) {
            more = lines.next();
            if (!more) {
                throw malformed(lines.number(), "the document is cut off in its head");
            }
            if (lines.is("r") || lines.equalTo("directory-footer")) {
                more = false;
            } else {
                head.item(lines);
            }
        }
        head.check(lines.number());
    }

    /** From {@code directory-footer} to the last signature, which tells that nothing was cut off. */
    private static Map<String, Integer> footer(LineReader lines) throws DocumentException {
        Map<String, Integer> weights = Map.of();
        boolean footer = false;
        boolean signed = false;
        boolean more = true;
        while (more) {
            if (lines.equalTo("directory-footer")) {
                footer = true;
            } else if (lines.is("bandwidth-weights")) {
                weights = numbers(lines, "bandwidth-weights".length(), 0);
            } else if (lines.is("directory-signature")) {
                signed = false;
            } else if (lines.equalTo("-----END SIGNATURE-----")) {
                signed = true;
            }
            more = lines.next();
        }
        if (!footer || !signed || lines.isCut()) {
            throw malformed(lines.number(), "the document is cut off before its last signature ends");
        }
        return weights;
    }

    /** Reads {@code key=number} pairs. */
    static Map<String, Integer> numbers(LineReader lines, int keywordLength, int least) throws DocumentException {
        Map<String, Integer> numbers = new HashMap<>();
        String value = lines.value(keywordLength);
        for (String pair : value.isEmpty() ? new String[0] : value.split(" ")) {
            int equals = pair.indexOf('=');
            String digits = pair.substring(equals + 1);
            boolean negative = digits.startsWith("-");
            long number = Ascii.number(negative ? digits.substring(1) : digits, 10);
            long signed = negative ? -number : number;
            if (equals < 1 || number < 0 || signed < Math.max(least, Integer.MIN_VALUE) || signed > Integer.MAX_VALUE) {
                throw malformed(lines.number(), "a keyword without a number that can be one");
            }
            if (numbers.put(pair.substring(0, equals), (int) signed) != null) {
                throw malformed(lines.number(), "one keyword twice");
            }
        }
        return numbers;
    }

    static DocumentException malformed(int line, String reason) {
        return new DocumentException(line, SkipReason.MALFORMED_DOCUMENT, reason);
    }
}
