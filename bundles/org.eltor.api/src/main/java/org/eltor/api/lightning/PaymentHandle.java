package org.eltor.api.lightning;

/**
 * What a wallet calls a payment that it has not made yet: an invoice fetched for an offer, the id of a quote. The payer
 * stores it before paying, so that the payment can be found after a crash. Not printed.
 *
 * @param value 1 to 8192 printable ASCII characters
 */
public record PaymentHandle(String value) {
    /** @throws IllegalArgumentException unless {@code value} is 1 to 8192 printable ASCII characters */
    public PaymentHandle {
        if (!value.matches("[ -~]{1,8192}")) {
            throw new IllegalArgumentException(
                    "not a payment handle: 1 to 8192 printable ASCII characters are allowed");
        }
    }

    @Override
    public String toString() {
        return "PaymentHandle[***]";
    }
}
