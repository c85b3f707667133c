package org.eltor.relay.internal.directory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.eltor.api.tor.Fingerprint;

/**
 * Reads {@code GETINFO desc/all-recent} and remembers what it read, so that a descriptor that did not change is not
 * parsed again. Belongs to one thread.
 */
final class DescriptorCache {
    private static final String START = "router ";

    /** Either what was read, or why nothing could be. */
    private record Outcome(ServerDescriptor descriptor, SkipReason skipped) {}

    private Map<String, Outcome> outcomes = Map.of();
    private int parsed;

    /**
     * Reads all descriptors.
     *
     * @param text the documents one after the other; anything before the first {@code router} line is ignored
     * @param skipped counts those that were left out
     * @return the newest of each relay
     */
    Map<Fingerprint, ServerDescriptor> read(String text, SkipCounts skipped) {
        Map<String, Outcome> seen = new HashMap<>();
        Map<Fingerprint, ServerDescriptor> newest = new HashMap<>();
        MessageDigest sha256 = sha256();
        int start = text.startsWith(START) ? 0 : after(text, 0);
        while (start < text.length()) {
            int end = after(text, start);
            String document = text.substring(start, end);
            String digest = HexFormat.of().formatHex(sha256.digest(document.getBytes(StandardCharsets.UTF_8)));
            Outcome known = outcomes.get(digest);
            Outcome outcome = known != null ? known : parse(document);
            seen.put(digest, outcome);
            if (outcome.skipped() != null) {
                skipped.add(outcome.skipped());
            } else {
                keepNewest(newest, outcome.descriptor(), skipped);
            }
            start = end;
        }
        outcomes = seen; // what tor no longer has is forgotten
        return newest;
    }

    /** Number of descriptors that were parsed so far rather than remembered. */
    int parsed() {
        return parsed;
    }

    /** Where the next descriptor starts, or the end of the text. */
    private static int after(String text, int start) {
        int next = text.indexOf("\n" + START, start);
        return next < 0 ? text.length() : next + 1;
    }

    private Outcome parse(String document) {
        parsed++;
        try {
            return new Outcome(DescriptorParser.parse(document), null);
        } catch (SkippedException e) {
            return new Outcome(null, e.reason());
        }
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

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
