package org.eltor.api.lightning;

import java.util.Set;

/**
 * What a wallet can do and what using it costs and tells.
 *
 * @param payees the kinds of payee it can pay with a payer note
 * @param wholeSatoshi it knows only whole satoshi: amounts are rounded up and the difference is spent
 * @param lookup it can say what became of a payment, {@link Wallet#lookup}
 * @param feeBase expected fee of each payment
 * @param feePartsPerMillion expected fee in millionths of the amount, on top of the base
 * @param ownRecords kinds of payee whose payments it finds again by records of its own alone: nobody but the node that
 *     made them can look them up
 * @param traits what else it is like
 * @param warnings what the user should know of this wallet's effect on money or anonymity, one line each
 */
public record WalletCapabilities(
        Set<PayeeKind> payees,
        boolean wholeSatoshi,
        boolean lookup,
        MilliSatoshi feeBase,
        int feePartsPerMillion,
        Set<PayeeKind> ownRecords,
        Set<WalletTrait> traits,
        Set<String> warnings) {
    public WalletCapabilities {
        payees = Set.copyOf(payees);
        ownRecords = Set.copyOf(ownRecords);
        traits = Set.copyOf(traits);
        warnings = Set.copyOf(warnings);
    }

    /** A wallet that finds every payment by what its payee or its request names. */
    public WalletCapabilities(
            Set<PayeeKind> payees,
            boolean wholeSatoshi,
            boolean lookup,
            MilliSatoshi feeBase,
            int feePartsPerMillion,
            Set<String> warnings) {
        this(payees, wholeSatoshi, lookup, feeBase, feePartsPerMillion, Set.of(), Set.of(), warnings);
    }

    /** The same, with traits. */
    public WalletCapabilities with(WalletTrait... more) {
        return new WalletCapabilities(
                payees, wholeSatoshi, lookup, feeBase, feePartsPerMillion, ownRecords, Set.of(more), warnings);
    }

    /** What leaves the wallet for the payee when {@code amount} is due: the amount, rounded up if need be. */
    public MilliSatoshi sent(MilliSatoshi amount) {
        return wholeSatoshi ? amount.roundedUpToSatoshi() : amount;
    }

    /** The fee to expect on a payment of {@code amount}, rounded up to a millisatoshi, or a satoshi if need be. */
    public MilliSatoshi expectedFee(MilliSatoshi amount) {
        long proportional = Math.addExact(Math.multiplyExact(amount.msat(), feePartsPerMillion), 999_999) / 1_000_000;
        MilliSatoshi fee = feeBase.plus(MilliSatoshi.of(proportional));
        return wholeSatoshi ? fee.roundedUpToSatoshi() : fee;
    }
}
