package org.eltor.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eltor.api.tor.Fingerprint;

/**
 * The body of EXTENDPAIDCIRCUIT, read with all the faults that the elTor daemon was seen to have.
 *
 * @param lines the lines that were understood, guard first
 */
record PaidHops(List<Line> lines) {
    private static final int SHORTEST = 128;
    private static final int LONGEST = 4096;
    private static final int TOTAL = 10_240;
    private static final int GUARD_LENGTH = 768;
    /** Longer payloads do not fit into the second and later hops' handshake. */
    private static final int FITS = 928;
    /** From here on the handshake's memory is overwritten. */
    private static final int DEADLY = 2048;

    /** One relay and what it is to be told. */
    record Line(ScriptedRelay relay, String payload) {}

    /** What the daemon does with a body that it cannot survive. */
    static final class Deadly extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Deadly() {
            super("the daemon dies", null, false, false);
        }
    }

    /**
     * Reads the body. Lines that are not two words with a payload of 128 to 4095 characters are skipped without a word.
     *
     * @throws Deadly when the daemon dies without an answer
     * @throws TorRefusal when it answers with an error
     */
    static PaidHops read(List<String> body, TorRelays relays) {
        if (body.stream().allMatch(String::isBlank)) {
            throw new Deadly();
        }
        List<Line> lines = new ArrayList<>();
        int total = 0;
        for (String raw : body) {
            String[] words = raw.strip().split(" ", 2);
            if (words.length == 2 && isPayload(words[1])) {
                lines.add(new Line(relays.require(words[0]), words[1]));
                total += words[1].length();
            }
        }
        if (lines.isEmpty()) {
            throw new TorRefusal(512, "No valid nodes provided");
        }
        if (total > TOTAL) {
            throw new TorRefusal(552, "Payment hash data exceeds maximum size");
        }
        return new PaidHops(lines);
    }

    private static boolean isPayload(String text) {
        boolean thirdWord = text.stripLeading().contains(" "); // a second space belongs to the payload
        return !thirdWord && text.length() >= SHORTEST && text.length() < LONGEST;
    }

    List<ScriptedRelay> path() {
        return lines.stream().map(Line::relay).toList();
    }

    boolean kills() {
        return laterPayloads().stream().anyMatch(payload -> payload.length() >= DEADLY);
    }

    boolean isTooLong() {
        return laterPayloads().stream().anyMatch(payload -> payload.length() >= FITS);
    }

    private List<String> laterPayloads() {
        return lines.stream().skip(1).map(Line::payload).toList();
    }

    /** What each relay is told: the guard exactly 768 characters of the whole body, or nothing if there are fewer. */
    Map<Fingerprint, String> delivered() {
        Map<Fingerprint, String> result = new LinkedHashMap<>();
        String all = lines.stream().map(Line::payload).collect(Collectors.joining("\n"));
        if (all.length() >= GUARD_LENGTH) {
            result.put(lines.get(0).relay().fingerprint(), all.substring(0, GUARD_LENGTH));
        }
        lines.stream().skip(1).forEach(line -> result.put(line.relay().fingerprint(), line.payload()));
        return result;
    }
}
