package org.eltor.api.lightning;

/**
 * Who is paid. Comes from relays, so the text is hostile until checked; it is not printed whole.
 *
 * @param kind the instrument
 * @param value the offer, name, link or address: 1 to 4096 printable ASCII characters without blanks
 */
public record Payee(PayeeKind kind, String value) {
    /** @throws IllegalArgumentException unless {@code value} is 1 to 4096 printable ASCII characters without blanks */
    public Payee {
        if (!value.matches("[!-~]{1,4096}")) {
            throw new IllegalArgumentException("not a payee: 1 to 4096 printable ASCII characters are allowed");
        }
    }

    @Override
    public String toString() {
        return kind + "[" + value.substring(0, Math.min(12, value.length())) + "…]";
    }
}
