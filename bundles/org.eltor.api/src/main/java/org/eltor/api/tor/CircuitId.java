package org.eltor.api.tor;

/**
 * A circuit within one tor process; tor counts anew after a restart (control-spec 2.4).
 *
 * @param value 1 to 16 letters or digits, never "0", which in commands means "none"
 */
public record CircuitId(String value) {
    /** @throws IllegalArgumentException unless {@code value} is 1 to 16 letters or digits and not "0" */
    public CircuitId {
        if (!value.matches("[A-Za-z0-9]{1,16}") || value.equals("0")) {
            throw new IllegalArgumentException("not a circuit id (1 to 16 letters or digits)");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
