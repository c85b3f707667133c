package org.eltor.payment.internal.budget;

/**
 * What counts against the limits at one moment, in msat. Spent is what was settled or is in flight, by the time when it
 * was sent and with the highest fee that it may still cost; reserved is what open circuits have not spent yet.
 *
 * @param circuit spent on the circuit
 * @param hour spent in the last hour
 * @param day spent in the last day
 * @param circuitReserved reserved for the rest of the circuit, the payment in question included
 * @param reserved the same of all open circuits
 */
public record Spending(long circuit, long hour, long day, long circuitReserved, long reserved) {}
