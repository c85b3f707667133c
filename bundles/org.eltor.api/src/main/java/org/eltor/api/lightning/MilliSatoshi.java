package org.eltor.api.lightning;

/**
 * An amount of money, the only type for one (BOLT 0: 1 satoshi is 1000 millisatoshi).
 *
 * @param msat millisatoshi, never negative
 */
public record MilliSatoshi(long msat) implements Comparable<MilliSatoshi> {
    /** Nothing. */
    public static final MilliSatoshi ZERO = new MilliSatoshi(0);

    /** @throws IllegalArgumentException when negative */
    public MilliSatoshi {
        if (msat < 0) {
            throw new IllegalArgumentException("an amount cannot be negative: " + msat + " msat");
        }
    }

    /** An amount of {@code msat} millisatoshi. */
    public static MilliSatoshi of(long msat) {
        return msat == 0 ? ZERO : new MilliSatoshi(msat);
    }

    /** @throws ArithmeticException when the sum does not fit */
    public MilliSatoshi plus(MilliSatoshi other) {
        return of(Math.addExact(msat, other.msat));
    }

    /** The difference, or nothing when {@code other} is more. */
    public MilliSatoshi minusOrZero(MilliSatoshi other) {
        return of(Math.max(0, msat - other.msat));
    }

    /** @throws ArithmeticException when the product does not fit */
    public MilliSatoshi times(int count) {
        return of(Math.multiplyExact(msat, (long) count));
    }

    /** Rounded up to whole satoshi, as a wallet that knows only satoshi must pay. */
    public MilliSatoshi roundedUpToSatoshi() {
        return of(Math.multiplyExact(-Math.floorDiv(-msat, 1000L), 1000L));
    }

    @Override
    public int compareTo(MilliSatoshi other) {
        return Long.compare(msat, other.msat);
    }

    @Override
    public String toString() {
        return msat + " msat";
    }
}
