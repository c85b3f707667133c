package org.eltor.relay.internal.document;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Collects the head of a consensus, the lines before its first relay. */
final class ConsensusHead {
    private static final int METHOD_DIGITS = 4;

    private int method = 1;
    private boolean consensus;
    private Instant validAfter;
    private Instant freshUntil;
    private Instant validUntil;
    private Set<String> flags = Set.of();
    private Map<String, Integer> parameters = Map.of();
    private Protocols required = Protocols.NONE;
    private Protocols recommended = Protocols.NONE;

    /** Takes a line; those of no interest are passed over. */
    void item(LineReader lines) throws DocumentException {
        if (!consensus) {
            if (!lines.is("vote-status") || !lines.value("vote-status".length()).equals("consensus")) {
                throw ConsensusParser.malformed(lines.number(), "the second line is not vote-status consensus");
            }
            consensus = true;
        } else if (lines.is("consensus-method")) {
            method = (int) Ascii.number(lines.value("consensus-method".length()), METHOD_DIGITS);
            if (method < 1) {
                throw ConsensusParser.malformed(lines.number(), "a consensus method that is none");
            }
        } else if (lines.is("valid-after")) {
            validAfter = time(lines, "valid-after".length());
        } else if (lines.is("fresh-until")) {
            freshUntil = time(lines, "fresh-until".length());
        } else if (lines.is("valid-until")) {
            validUntil = time(lines, "valid-until".length());
        } else if (lines.is("known-flags")) {
            flags = new HashSet<>(
                    Arrays.asList(lines.value("known-flags".length()).split(" +")));
        } else if (lines.is("params")) {
            parameters = ConsensusParser.numbers(lines, "params".length(), Integer.MIN_VALUE);
        } else if (lines.is("required-client-protocols")) {
            required = Protocols.parse(lines.value("required-client-protocols".length()));
        } else if (lines.is("recommended-client-protocols")) {
            recommended = Protocols.parse(lines.value("recommended-client-protocols".length()));
        }
    }

    /** @param line where the head ends, for the message */
    void check(int line) throws DocumentException {
        if (validAfter == null || freshUntil == null || validUntil == null) {
            throw ConsensusParser.malformed(line, "a consensus without its three times");
        }
        if (!validAfter.isBefore(freshUntil) || freshUntil.isAfter(validUntil)) {
            throw ConsensusParser.malformed(line, "the three times are not in their order");
        }
        if (flags.isEmpty()) {
            throw ConsensusParser.malformed(line, "a consensus without known-flags");
        }
    }

    /** {@code YYYY-MM-DD HH:MM:SS}, in UTC. */
    private static Instant time(LineReader lines, int keywordLength) throws DocumentException {
        return Times.parse(lines.value(keywordLength))
                .orElseThrow(() -> ConsensusParser.malformed(lines.number(), "a time that is none"));
    }

    int method() {
        return method;
    }

    Validity validity() {
        return new Validity(validAfter, freshUntil, validUntil);
    }

    Set<String> flags() {
        return Collections.unmodifiableSet(flags);
    }

    Map<String, Integer> parameters() {
        return parameters;
    }

    Protocols required() {
        return required;
    }

    Protocols recommended() {
        return recommended;
    }
}
