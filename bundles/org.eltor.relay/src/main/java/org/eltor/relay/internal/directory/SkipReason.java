package org.eltor.relay.internal.directory;

/** Why a relay's text was left out of a view. The rest of the directory is kept. */
enum SkipReason {
    /** The consensus entry breaks dir-spec 3.4.1. */
    MALFORMED_ENTRY("malformed consensus entry"),
    /** The descriptor breaks dir-spec 2.1.1. */
    MALFORMED_DESCRIPTOR("malformed descriptor"),
    /** The descriptor has an exit policy that cannot be read. */
    MALFORMED_POLICY("malformed exit policy"),
    /** Longer than any relay's text may be. */
    TOO_LARGE("oversized descriptor"),
    /** Negative, zero-length, absurd or contradictory payment lines. */
    REFUSED_TERMS("refused payment terms"),
    /** Another entry or a newer descriptor of the same relay was kept. */
    DUPLICATE("duplicate");

    private final String text;

    SkipReason(String text) {
        this.text = text;
    }

    /** The reason for people. */
    String text() {
        return text;
    }
}
