package org.eltor.relay.internal.document;

/** What becomes of a relay whose text cannot be read. */
@FunctionalInterface
interface OnSkip {
    /** Refuses the whole document. */
    OnSkip REFUSE = left -> {
        throw left;
    };

    /** Counts and goes on, or throws to give up the document. */
    void skipped(DocumentException left) throws DocumentException;
}
