package org.eltor.devnet.internal.demo;

/**
 * What was downloaded so far.
 *
 * @param count downloads that arrived and were what they should be
 * @param bytes their content
 * @param failed downloads that failed for good
 * @param retried attempts that failed and were followed by another
 */
record TrafficTotals(int count, long bytes, int failed, int retried) {

    static final TrafficTotals NONE = new TrafficTotals(0, 0, 0, 0);
}
