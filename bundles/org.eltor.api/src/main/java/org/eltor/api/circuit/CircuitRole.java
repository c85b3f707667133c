package org.eltor.api.circuit;

/**
 * A circuit's place in the pool. A replacement takes over the role of the circuit that it replaces.
 *
 * @param slot 0 for PRIMARY, 1 for BACKUP, then BACKUP-2, BACKUP-3…
 */
public record CircuitRole(int slot) implements Comparable<CircuitRole> {
    /** The first circuit. */
    public static final CircuitRole PRIMARY = new CircuitRole(0);

    /** @throws IllegalArgumentException when negative */
    public CircuitRole {
        if (slot < 0) {
            throw new IllegalArgumentException("negative slot");
        }
    }

    @Override
    public int compareTo(CircuitRole other) {
        return Integer.compare(slot, other.slot);
    }

    /** PRIMARY, BACKUP, BACKUP-2, BACKUP-3… */
    @Override
    public String toString() {
        return switch (slot) {
            case 0 -> "PRIMARY";
            case 1 -> "BACKUP";
            default -> "BACKUP-" + slot;
        };
    }
}
