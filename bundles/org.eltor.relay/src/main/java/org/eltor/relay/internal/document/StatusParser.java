package org.eltor.relay.internal.document;

import java.util.List;
import java.util.Set;

/** Reads {@code GETINFO ns/all}: the entries of the consensus, without its head and footer (control-spec 3.9). */
public final class StatusParser {
    private StatusParser() {}

    /**
     * Reads all entries.
     *
     * @param skipped counts the entries that were left out
     * @return the entries in the order of their fingerprints
     * @throws DocumentException when there are more than any network could have
     */
    public static List<StatusEntry> parse(byte[] text, Pool pool, SkipCounts skipped) throws DocumentException {
        pool.announce(Set.of());
        LineReader lines = new LineReader(text);
        while (lines.next()) {
            if (lines.is("r")) {
                return new EntryList(pool, skipped::add, false, false).read(lines);
            }
        }
        return List.of();
    }
}
