package org.eltor.api.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.eltor.api.lightning.MilliSatoshi;

/**
 * What paid circuits cost over a period. Only settled payments are in it, except where it says so.
 *
 * @param from begin of the period
 * @param to its end, now
 * @param paidTime time of circuits that was paid in it: an interval counts once, whichever of its relays asked for money
 * @param relays what each relay was paid, the most expensive first
 * @param inFlight the most that payments without a known outcome may cost, whenever they were sent
 * @param reserved what open circuits will still cost if they live to their end
 * @param hourLimit the limit of an hour; nothing means none
 * @param dayLimit the limit of a day; nothing means none
 * @param lastDay spent or in flight in the last 24 hours, which is what the limit of a day counts
 * @param wallets what each wallet has spent that has a limit or has spent anything in the last day, by name
 */
public record CostReport(
        Instant from,
        Instant to,
        Duration paidTime,
        List<RelayCost> relays,
        MilliSatoshi inFlight,
        MilliSatoshi reserved,
        MilliSatoshi hourLimit,
        MilliSatoshi dayLimit,
        MilliSatoshi lastDay,
        List<WalletCost> wallets) {
    public CostReport {
        relays = List.copyOf(relays);
        wallets = List.copyOf(wallets);
    }

    /** Without a word on wallets. */
    public CostReport(
            Instant from,
            Instant to,
            Duration paidTime,
            List<RelayCost> relays,
            MilliSatoshi inFlight,
            MilliSatoshi reserved,
            MilliSatoshi hourLimit,
            MilliSatoshi dayLimit,
            MilliSatoshi lastDay) {
        this(from, to, paidTime, relays, inFlight, reserved, hourLimit, dayLimit, lastDay, List.of());
    }

    /** Number of settled payments. */
    public long payments() {
        return relays.stream().mapToLong(RelayCost::payments).sum();
    }

    /** What relays received. */
    public MilliSatoshi amount() {
        return relays.stream().map(RelayCost::amount).reduce(MilliSatoshi.ZERO, MilliSatoshi::plus);
    }

    /** What was paid on top. */
    public MilliSatoshi fees() {
        return relays.stream().map(RelayCost::fees).reduce(MilliSatoshi.ZERO, MilliSatoshi::plus);
    }

    /** Amounts and fees. */
    public MilliSatoshi spent() {
        return amount().plus(fees());
    }

    /** Fees as a part of all that was spent, 0 to 1; empty when nothing was. */
    public OptionalDouble feeShare() {
        long spent = spent().msat();
        return spent == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) fees().msat() / spent);
    }

    /** Whether more went to the network than to the relays. */
    public boolean feesExceedPrice() {
        return fees().compareTo(amount()) > 0;
    }

    /** Msat for a minute of one circuit; empty when none was paid. */
    public OptionalDouble perCircuitMinute() {
        return paidTime.isZero()
                ? OptionalDouble.empty()
                : OptionalDouble.of(spent().msat() * 60_000.0 / paidTime.toMillis());
    }

    /** Msat for a minute of the period, over all circuits. */
    public double perMinute() {
        return spent().msat()
                * 60_000.0
                / Math.max(1, Duration.between(from, to).toMillis());
    }

    /** What as long a time as {@code ahead} will cost if it goes on as in the period, rounded up. */
    public MilliSatoshi forecast(Duration ahead) {
        return MilliSatoshi.of((long) Math.ceil(perMinute() * ahead.toMillis() / 60_000));
    }
}
