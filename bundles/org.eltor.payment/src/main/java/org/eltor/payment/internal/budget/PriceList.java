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

    /** Says what a wallet would pay of what a relay offers. Equal ones answer equally. */
    public interface Reach {
        /** What wallets pay without more ado, unchecked. */
        Reach DIRECT =
                (wallet, terms) -> PriceList.payee(wallet, terms.payees()).map(terms.payees()::get);

        /** @return empty when there is nothing that this wallet could pay */
        Optional<Payee> payee(WalletCapabilities wallet, PaymentTerms terms);
    }

    /**
     * What a relay is to be paid with.
     *
     * @param wallet of the wallet that is preferred
     * @param payee the one of the relay's payees that it would pay, perhaps after a lookup
     */
    public record Choice(WalletCapabilities wallet, Payee payee) {}

    private final List<WalletCapabilities> wallets;
    private final Reach reach;

    public PriceList(List<WalletCapabilities> wallets) {
        this(wallets, Reach.DIRECT);
    }

    public PriceList(List<WalletCapabilities> wallets, Reach reach) {
        this.wallets = List.copyOf(wallets);
        this.reach = reach;
    }

    /** How a relay that asks money would be paid; empty when no wallet can. */
    public Optional<Choice> choice(PaymentTerms terms) {
        for (WalletCapabilities wallet : wallets) {
            Optional<Payee> payee = reach.payee(wallet, terms);
            if (payee.isPresent()) {
                return Optional.of(new Choice(wallet, payee.get()));
            }
        }
        return Optional.empty();
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
        return choice(terms).flatMap(choice -> cost(choice.wallet(), terms.rate()));
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
        return other instanceof PriceList list && wallets.equals(list.wallets) && reach.equals(list.reach);
    }

    @Override
    public int hashCode() {
        return 31 * wallets.hashCode() + reach.hashCode();
    }
}
