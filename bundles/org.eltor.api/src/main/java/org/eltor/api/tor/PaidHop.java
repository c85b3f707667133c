package org.eltor.api.tor;

/**
 * One line of EXTENDPAIDCIRCUIT: a relay and what is carried to it inside the handshake.
 *
 * @param relay the relay
 * @param payload exactly 768 lower-case hex digits (12 values of 32 bytes); a secret, never printed
 */
public record PaidHop(Fingerprint relay, String payload) {
    /** Characters of a payload: any other number is delivered mixed up, or kills the daemon. */
    public static final int PAYLOAD_LENGTH = 768;

    /** @throws IllegalArgumentException unless the payload is 768 lower-case hex digits */
    public PaidHop {
        if (payload.length() != PAYLOAD_LENGTH || !payload.matches("[0-9a-f]+")) {
            throw new IllegalArgumentException("a hop's payload must be 768 lower-case hex digits");
        }
    }

    @Override
    public String toString() {
        return "PaidHop[" + relay + ", payload=***]";
    }
}
