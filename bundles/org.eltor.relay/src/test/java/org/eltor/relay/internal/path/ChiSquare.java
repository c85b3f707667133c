package org.eltor.relay.internal.path;

/** Pearson's test of counts against expectations. */
final class ChiSquare {
    private static final double FEW = 5;
    /** What a normally distributed number exceeds with probability 0.001. */
    static final double ONE_IN_A_THOUSAND = 3.0902;

    private ChiSquare() {}

    /**
     * How unlikely the counts are, as the normally distributed number that is exceeded with the same probability
     * (Wilson and Hilferty, 1931). Bins with few expected counts are put together.
     */
    static double deviation(long[] counts, double[] expected) {
        double sum = 0;
        int bins = 0;
        double restCount = 0;
        double restExpected = 0;
        for (int i = 0; i < counts.length; i++) {
            if (expected[i] < FEW) {
                restCount += counts[i];
                restExpected += expected[i];
            } else {
                sum += (counts[i] - expected[i]) * (counts[i] - expected[i]) / expected[i];
                bins++;
            }
        }
        if (restExpected >= FEW) {
            sum += (restCount - restExpected) * (restCount - restExpected) / restExpected;
            bins++;
        } else if (restExpected == 0 && restCount > 0) {
            return Double.POSITIVE_INFINITY;
        }
        double freedom = bins - 1.0;
        double spread = 2 / (9 * freedom);
        return (Math.cbrt(sum / freedom) - (1 - spread)) / Math.sqrt(spread);
    }
}
