package org.eltor.api.lightning;

/**
 * The SHA-256 of a preimage; names one payment attempt on the network (BOLT 0). With a time and a relay it links payer and circuit, so it is not printed.
 *
 * @param hex 64 lower-case hex digits
 */
public record PaymentHash(String hex) {
    /** @throws IllegalArgumentException unless {@code hex} is 64 lower-case hex digits */
    public PaymentHash {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not 64 lower-case hex digits");
        }
    }

    @Override
    public String toString() {
        return "PaymentHash[***]";
    }
}
