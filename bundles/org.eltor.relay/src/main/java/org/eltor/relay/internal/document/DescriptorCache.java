package org.eltor.relay.internal.document;

import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import org.eltor.api.tor.Fingerprint;

/**
 * Reads server descriptors, one after the other as in {@code GETINFO desc/all-recent}, and remembers what it read, so
 * that a descriptor that did not change is not parsed again. Belongs to one thread.
 */
public final class DescriptorCache {
    private static final int MOST = 500_000;

    /** Either what was read, or why nothing could be. */
    private record Outcome(ServerDescriptor descriptor, DocumentException failure) {}

    private final Pool pool;
    private final boolean unchecked;
    private Map<Digest, Outcome> outcomes = Map.of();
    private int parsed;

    /** @param unchecked whether no tor has checked them: keys, certificates and signatures are then verified here, which takes
     *     up to some milliseconds each */
    public DescriptorCache(Pool pool, boolean unchecked) {
        this.pool = pool;
        this.unchecked = unchecked;
    }

    /**
     * Reads all descriptors.
     *
     * @param text the documents; annotations before each, and whatever comes before the first, are passed over
     * @param skipped counts those that were left out
     * @return the newest of each relay
     */
    public Map<Fingerprint, ServerDescriptor> read(byte[] text, SkipCounts skipped) {
        Map<Digest, Outcome> seen = new HashMap<>();
        Map<Fingerprint, ServerDescriptor> newest = new HashMap<>();
        MessageDigest sha256 = Digest.sha256();
        LineReader lines = new LineReader(text);
        int stray = 0;
        boolean more = lines.next();
        while (more) {
            if (!lines.startsWith(DescriptorParser.START)) {
                stray = stray > 0 || isAnnotation(lines) ? stray : lines.number();
                more = lines.next();
                continue;
            }
            int from = lines.start();
            int line = lines.number();
            int to = lines.following();
            more = lines.next();
            while (more && !lines.startsWith(DescriptorParser.START) && !lines.startsWith("@")) {
                to = lines.following();
                more = lines.next();
            }
            Digest digest = Digest.of(sha256, text, from, to);
            Outcome known = outcomes.get(digest);
            boolean headless = unchecked && stray > 0;
            Outcome outcome = headless ? stray(stray) : known != null ? known : parse(text, from, to, line);
            stray = 0;
            if (!headless && seen.size() < MOST) {
                seen.put(digest, outcome);
            }
            if (outcome.failure() != null) {
                skipped.add(outcome.failure());
            } else {
                keepNewest(newest, outcome.descriptor(), skipped);
            }
        }
        if (unchecked && stray > 0) {
            skipped.add(stray(stray).failure());
        }
        outcomes = seen; // what tor no longer has is forgotten
        return newest;
    }

    /** Number of descriptors that were parsed so far rather than remembered. */
    public int parsed() {
        return parsed;
    }

    private Outcome parse(byte[] text, int from, int to, int line) {
        parsed++;
        try {
            return new Outcome(DescriptorParser.parse(text, from, to, line, pool, unchecked), null);
        } catch (DocumentException e) {
            return new Outcome(null, e);
        }
    }

    private static boolean isAnnotation(LineReader lines) {
        return lines.start() == lines.end() || lines.startsWith("@");
    }

    /** The descriptor after text that belongs to none has lost its head, or follows one that did. */
    private static Outcome stray(int line) {
        return new Outcome(
                null,
                new DocumentException(
                        line, SkipReason.MALFORMED_DESCRIPTOR, "a descriptor begins with its router line"));
    }

    private static void keepNewest(
            Map<Fingerprint, ServerDescriptor> newest, ServerDescriptor descriptor, SkipCounts skipped) {
        ServerDescriptor other = newest.get(descriptor.fingerprint());
        if (other != null) {
            skipped.add(SkipReason.DUPLICATE);
        }
        if (other == null || descriptor.published().compareTo(other.published()) > 0) {
            newest.put(descriptor.fingerprint(), descriptor);
        }
    }
}
