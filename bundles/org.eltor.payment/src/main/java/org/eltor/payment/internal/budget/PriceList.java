package org.eltor.payment.internal.budget;

import java.util.List;
import java.util.Optional;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.WalletCapabilities;
import org.eltor.api.payment.PaymentService;
import org.eltor.api.relay.PaymentTerms;
import org.eltor.api.relay.PriceModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What relays cost with a fixed set of wallets, the preferred one first. Immutable and pure. */
public final class PriceList implements PriceModel {
    private static final Logger LOG = LoggerFactory.getLogger(PriceList.class);

    private final List<WalletCapabilities> wallets;

    public PriceList(List<WalletCapabilities> wallets) {
        this.wallets = List.copyOf(wallets);
    }

    @Override
    public Optional<MilliSatoshi> circuitCost(PaymentTerms terms) {
        return intervalCost(terms).flatMap(cost -> times(cost, PaymentService.INTERVALS));
    }

    /**
     * What one interval costs with its expected fee; nothing for a free relay.
     *
     * @return empty when no wallet can pay such a relay, or it asks for a handshake fee, which cannot be paid yet
     */
    public Optional<MilliSatoshi> intervalCost(PaymentTerms terms) {
        if (terms.isFree()) {
            return Optional.of(MilliSatoshi.ZERO);
        }
        if (terms.handshakeFee().msat() > 0) {
            LOG.debug("A relay with a handshake fee of {} is left out: such fees are not paid", terms.handshakeFee());
            return Optional.empty();
        }
        for (WalletCapabilities wallet : wallets) {
            if (payee(wallet, terms.payees()).isPresent()) {
                return cost(wallet, terms.rate());
            }
        }
        return Optional.empty();
    }

    /** Position of the payee that a wallet would pay: the first one of a kind that it knows. */
    public static Optional<Integer> payee(WalletCapabilities wallet, List<Payee> payees) {
        for (int i = 0; i < payees.size(); i++) {
            if (wallet.payees().contains(payees.get(i).kind())) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private static Optional<MilliSatoshi> cost(WalletCapabilities wallet, MilliSatoshi rate) {
        try {
            return Optional.of(wallet.sent(rate).plus(wallet.expectedFee(rate)));
        } catch (ArithmeticException e) {
            return Optional.empty(); // an absurd rate; nobody has that much
        }
    }

    private static Optional<MilliSatoshi> times(MilliSatoshi cost, int count) {
        try {
            return Optional.of(cost.times(count));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** Lists of equal wallets give equal prices, which lets a selector remember what it worked out. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PriceList list && wallets.equals(list.wallets);
    }

    @Override
    public int hashCode() {
        return wallets.hashCode();
    }
}
