package org.eltor.relay.internal.document;

import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads microdescriptors, one after the other, and remembers what it read by digest: what did not change is not parsed
 * again. Belongs to one thread.
 */
public final class MicrodescriptorCache {
    private static final int MOST = 500_000;

    /** Either what was read, or why nothing could be. */
    private record Outcome(Microdescriptor descriptor, DocumentException failure) {}

    private final Pool pool;
    private Map<Digest, Outcome> outcomes = Map.of();
    private int parsed;

    public MicrodescriptorCache(Pool pool) {
        this.pool = pool;
    }

    /**
     * Reads all of them; annotations before each, and whatever comes before the first, are passed over.
     *
     * @param skipped counts those that were left out
     * @return by digest
     */
    public Map<Digest, Microdescriptor> read(byte[] text, SkipCounts skipped) {
        Map<Digest, Outcome> seen = new HashMap<>(Math.max(16, outcomes.size() * 4 / 3));
        Map<Digest, Microdescriptor> read = new HashMap<>(Math.max(16, outcomes.size() * 4 / 3));
        MessageDigest sha256 = Digest.sha256();
        LineReader lines = new LineReader(text);
        boolean stray = false;
        Outcome annotated = null;
        boolean more = lines.next();
        while (more) {
            if (!lines.equalTo(MicrodescriptorParser.START)) {
                annotated = isWrongAnnotation(lines) ? refused(lines, "an annotation without a time") : annotated;
                if (!stray && lines.start() < lines.end() && !lines.startsWith("@")) {
                    stray = true;
                    skipped.add(refused(lines, "a microdescriptor begins with onion-key")
                            .failure());
                }
                more = lines.next();
                continue;
            }
            stray = false;
            int from = lines.start();
            int line = lines.number();
            int to = lines.following();
            more = lines.next();
            while (more && !lines.equalTo(MicrodescriptorParser.START) && !lines.startsWith("@")) {
                to = lines.isCut() ? lines.end() : lines.following();
                more = lines.next();
            }
            Digest digest = Digest.of(sha256, text, from, to);
            Outcome known = outcomes.get(digest);
            Outcome outcome = annotated != null ? annotated : known != null ? known : parse(text, from, to, line);
            if (annotated == null && seen.size() < MOST) {
                seen.put(digest, outcome);
            }
            annotated = null;
            if (outcome.failure() != null) {
                skipped.add(outcome.failure());
            } else if (read.size() < MOST) {
                read.put(digest, outcome.descriptor());
            }
        }
        outcomes = seen; // what is no longer there is forgotten
        return read;
    }

    /** Number of microdescriptors that were parsed so far rather than remembered. */
    public int parsed() {
        return parsed;
    }

    /** Tor writes when it saw a microdescriptor in a consensus, formerly the day alone. */
    private static boolean isWrongAnnotation(LineReader lines) {
        if (!lines.is("@last-listed")) {
            return false;
        }
        String time = lines.value("@last-listed".length());
        return Times.parse(time).isEmpty() && Times.parse(time + " 00:00:00").isEmpty();
    }

    private static Outcome refused(LineReader lines, String reason) {
        return new Outcome(null, new DocumentException(lines.number(), SkipReason.MALFORMED_DESCRIPTOR, reason));
    }

    private Outcome parse(byte[] text, int from, int to, int line) {
        parsed++;
        try {
            return new Outcome(MicrodescriptorParser.parse(text, from, to, line, pool), null);
        } catch (DocumentException e) {
            return new Outcome(null, e);
        }
    }
}
