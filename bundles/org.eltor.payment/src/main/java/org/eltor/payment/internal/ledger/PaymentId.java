package org.eltor.payment.internal.ledger;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * 32 bytes by which a relay knows one interval of one circuit, or a handshake preimage. Whoever reads it can link a
 * payment to a circuit, so it is never printed.
 */
public final class PaymentId {
    /** Length in bytes. */
    public static final int LENGTH = 32;

    private final byte[] bytes;

    /** @throws IllegalArgumentException unless there are 32 bytes */
    public PaymentId(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a payment id has 32 bytes");
        }
        this.bytes = bytes.clone();
    }

    /** 64 lower-case hex digits, as payer notes and payloads carry it. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PaymentId id && Arrays.equals(bytes, id.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "PaymentId[***]";
    }
}
