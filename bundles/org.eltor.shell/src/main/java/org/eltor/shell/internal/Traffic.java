package org.eltor.shell.internal;

import java.util.OptionalDouble;
import org.eltor.api.lightning.MilliSatoshi;

/**
 * What paid circuits carried and cost, since the circuit manager started.
 *
 * @param bytes application bytes in both directions
 * @param spent fees included
 */
public record Traffic(long bytes, MilliSatoshi spent) {
    public static final Traffic NONE = new Traffic(0, MilliSatoshi.ZERO);

    private static final double GIGABYTE = 1e9;
    /** Less than this says nothing of a gigabyte. */
    private static final long ENOUGH = 100_000;

    public Traffic plus(Traffic other) {
        return new Traffic(bytes + other.bytes, spent.plus(other.spent));
    }

    /** Msat for a gigabyte; empty while too little was carried. */
    OptionalDouble perGigabyte() {
        return bytes < ENOUGH ? OptionalDouble.empty() : OptionalDouble.of(spent.msat() * GIGABYTE / bytes);
    }
}
