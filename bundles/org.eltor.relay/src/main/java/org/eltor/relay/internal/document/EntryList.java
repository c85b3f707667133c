package org.eltor.relay.internal.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads the relays of a consensus, or of {@code GETINFO ns/all}, one group of lines after the other. */
final class EntryList {
    /** More than there could be in any network of today by far; keeps the memory bounded. */
    private static final int MOST_RELAYS = 250_000;

    private static final String FOOTER = "directory-";

    private final EntryReader reader;
    private final OnSkip skip;
    private final boolean sorted;
    private final boolean withDigests;
    private final List<StatusEntry> entries = new ArrayList<>();
    /** Whether the line that is looked at still belongs to the group. */
    private boolean inside;

    /**
     * @param sorted whether the entries must be in the order of their identities (dir-spec 3.4.1)
     * @param withDigests whether each must name its microdescriptor
     */
    EntryList(Pool pool, OnSkip skip, boolean sorted, boolean withDigests) {
        this.reader = new EntryReader(pool);
        this.skip = skip;
        this.sorted = sorted;
        this.withDigests = withDigests;
    }

    /**
     * Reads on from an {@code r} line, up to the footer or the end.
     *
     * @return the entries in the order of their fingerprints
     * @throws DocumentException when the list as a whole cannot be right, or an entry cannot and that is not to be
     *     skipped
     */
    List<StatusEntry> read(LineReader lines) throws DocumentException {
        boolean more = true;
        while (more && lines.is("r")) {
            int line = lines.number();
            StatusEntry entry = null;
            try {
                entry = group(lines);
            } catch (DocumentException e) {
                skip.skipped(e);
                while (inside && lines.next()) {
                    inside = !isBoundary(lines);
                }
            }
            more = !inside;
            if (entry != null) {
                add(entry, line);
            }
        }
        return sorted ? entries : inOrder();
    }

    private StatusEntry group(LineReader lines) throws DocumentException {
        inside = true;
        int line = lines.number();
        reader.begin(lines);
        while (inside && lines.next()) {
            if (isBoundary(lines)) {
                inside = false;
            } else {
                reader.item(lines);
            }
        }
        StatusEntry entry = reader.entry();
        if (withDigests && entry.microdescriptor().isEmpty()) {
            throw new DocumentException(line, SkipReason.MALFORMED_ENTRY, "an entry without an m line");
        }
        return entry;
    }

    private static boolean isBoundary(LineReader lines) {
        return lines.is("r") || lines.startsWith(FOOTER);
    }

    private void add(StatusEntry entry, int line) throws DocumentException {
        if (entries.size() >= MOST_RELAYS) {
            throw new DocumentException(line, SkipReason.MALFORMED_DOCUMENT, "more than " + MOST_RELAYS + " relays");
        }
        if (sorted && !entries.isEmpty()) {
            int order = entries.get(entries.size() - 1).fingerprint().compareTo(entry.fingerprint());
            if (order > 0) {
                throw new DocumentException(
                        line, SkipReason.MALFORMED_DOCUMENT, "relays are not in the order of their identities");
            }
            if (order == 0) {
                skip.skipped(duplicate(line));
                return;
            }
        }
        entries.add(entry);
    }

    /** The first of several entries of one relay is kept. */
    private List<StatusEntry> inOrder() throws DocumentException {
        entries.sort(Comparator.comparing(StatusEntry::fingerprint)); // stable
        List<StatusEntry> distinct = new ArrayList<>(entries.size());
        StatusEntry last = null;
        for (StatusEntry entry : entries) {
            if (last != null && last.fingerprint().equals(entry.fingerprint())) {
                skip.skipped(duplicate(0));
            } else {
                distinct.add(entry);
                last = entry;
            }
        }
        return distinct;
    }

    private static DocumentException duplicate(int line) {
        return new DocumentException(line, SkipReason.DUPLICATE, "a second entry of one relay");
    }
}
