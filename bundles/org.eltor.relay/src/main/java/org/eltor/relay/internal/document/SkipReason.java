package org.eltor.relay.internal.document;

/** Why a relay's text was left out of a view, or a whole document was refused. */
public enum SkipReason {
    /** The document as a whole breaks its form: nothing of it is used. */
    MALFORMED_DOCUMENT("malformed document"),
    /** The consensus entry breaks dir-spec 3.4.1. */
    MALFORMED_ENTRY("malformed consensus entry"),
    /** The descriptor breaks dir-spec 2.1.1 or 3.9. */
    MALFORMED_DESCRIPTOR("malformed descriptor"),
    /** The descriptor has an exit policy that cannot be read. */
    MALFORMED_POLICY("malformed exit policy"),
    /** A key, certificate or signature of the descriptor is not the relay's (dir-spec 2.1.1). */
    FORGED_DESCRIPTOR("descriptor with a wrong signature"),
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
    public String text() {
        return text;
    }
}
