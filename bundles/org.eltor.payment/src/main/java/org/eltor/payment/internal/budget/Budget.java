package org.eltor.payment.internal.budget;

import java.util.Optional;
import java.util.OptionalLong;
import org.eltor.api.lightning.MilliSatoshi;

/** Decides whether the limits allow a circuit or a payment. Pure. */
public final class Budget {
    /**
     * A decision.
     *
     * @param maxFee the most that the payment may cost in fees, msat; empty when it is refused
     * @param refusal names the limit that forbids it, one line; empty when it is allowed
     */
    public record Decision(OptionalLong maxFee, Optional<String> refusal) {}

    private final Limits limits;

    public Budget(Limits limits) {
        this.limits = limits;
    }

    /**
     * Decides on a whole circuit before it is built. Equal to a limit is allowed.
     *
     * @param cost what the circuit is expected to cost, msat
     * @return the limit that forbids it, one line
     */
    public Optional<String> admit(Spending spending, long cost) {
        if (cost == 0) {
            return Optional.empty();
        }
        Optional<String> circuit = over(limits.circuit().msat(), 0, 0, cost, "a circuit", "circuit.max.msat");
        if (circuit.isPresent()) {
            return circuit;
        }
        if (limits.hour().msat() > 0) {
            Optional<String> hour =
                    over(limits.hour().msat(), spending.hour(), spending.reserved(), cost, "an hour", "hour.max.msat");
            if (hour.isPresent()) {
                return hour;
            }
        }
        return limits.day().msat() > 0
                ? over(limits.day().msat(), spending.day(), spending.reserved(), cost, "a day", "day.max.msat")
                : Optional.empty();
    }

    /**
     * Decides on one payment of an admitted circuit. It is allowed while amount and expected fee fit; a higher fee is
     * allowed as far as it leaves every other reservation payable.
     *
     * @param amount what leaves for the payee, msat
     * @param expectedFee msat
     * @param toleratedFee the most that the user accepts, msat; never below the expected fee
     */
    public Decision allow(Spending spending, long amount, long expectedFee, long toleratedFee) {
        long need = saturatedAdd(amount, expectedFee);
        Optional<String> refusal =
                over(limits.circuit().msat(), spending.circuit(), 0, need, "a circuit", "circuit.max.msat");
        long spare = limits.circuit().msat() - spending.circuit() - Math.max(need, spending.circuitReserved());
        if (refusal.isEmpty() && limits.hour().msat() > 0) {
            refusal = over(limits.hour().msat(), spending.hour(), 0, need, "an hour", "hour.max.msat");
            spare = Math.min(spare, limits.hour().msat() - spending.hour() - Math.max(need, spending.reserved()));
        }
        if (refusal.isEmpty() && limits.day().msat() > 0) {
            refusal = over(limits.day().msat(), spending.day(), 0, need, "a day", "day.max.msat");
            spare = Math.min(spare, limits.day().msat() - spending.day() - Math.max(need, spending.reserved()));
        }
        if (refusal.isPresent()) {
            return new Decision(OptionalLong.empty(), refusal);
        }
        long extra = Math.max(0, Math.min(toleratedFee - expectedFee, spare));
        return new Decision(OptionalLong.of(expectedFee + extra), Optional.empty());
    }

    /**
     * Decides whether a wallet may make a payment, which the other limits have to allow too.
     *
     * @param spent with it in the last day, settled or in flight, msat
     * @return with the fee that the wallet's limit leaves, at most the tolerated one
     */
    public Decision allowWallet(String wallet, long spent, long amount, long expectedFee, long toleratedFee) {
        MilliSatoshi limit = limits.wallets().get(wallet);
        if (limit == null) {
            return new Decision(OptionalLong.of(toleratedFee), Optional.empty());
        }
        Optional<String> refusal = over(
                limit.msat(),
                spent,
                0,
                saturatedAdd(amount, expectedFee),
                "a day with wallet " + wallet,
                "wallet.day.max.msat");
        return refusal.isPresent()
                ? new Decision(OptionalLong.empty(), refusal)
                : new Decision(OptionalLong.of(Math.min(toleratedFee, limit.msat() - spent - amount)), refusal);
    }

    private static Optional<String> over(
            long limit, long spent, long reserved, long need, String period, String setting) {
        if (saturatedAdd(saturatedAdd(spent, reserved), need) <= limit) {
            return Optional.empty();
        }
        return Optional.of("the limit of " + limit + " msat for " + period + " (" + setting + ") forbids it: " + spent
                + " msat are spent or in flight, " + reserved + " msat reserved, " + need + " msat needed");
    }

    private static long saturatedAdd(long a, long b) {
        long sum = a + b; // neither is negative
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
