package org.eltor.api.lightning;

/**
 * Text that travels with a BOLT12 payment to the payee ({@code invreq_payer_note}, BOLT 12). Here it identifies what is
 * paid for, so it is never printed.
 *
 * @param text 1 to 64 printable ASCII characters: some payees keep no more
 */
public record PayerNote(String text) {
    /** @throws IllegalArgumentException unless {@code text} is 1 to 64 printable ASCII characters */
    public PayerNote {
        if (!text.matches("[ -~]{1,64}")) {
            throw new IllegalArgumentException("not a payer note: 1 to 64 printable ASCII characters are allowed");
        }
    }

    @Override
    public String toString() {
        return "PayerNote[***]";
    }
}
