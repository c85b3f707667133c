package org.eltor.payment.internal.pay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.WalletCapabilities;
import org.eltor.api.payment.PaymentService;
import org.eltor.api.relay.PaymentTerms;
import org.eltor.payment.internal.budget.PriceList;
import org.eltor.payment.internal.payee.OfferBook;
import org.eltor.payment.internal.payee.PayeeLookups;

/**
 * Finds out what relays are to be paid with, and whether they can be: offers are decoded and checked, names and links
 * are looked up before a circuit is built. Thread-safe.
 */
public final class PayeeDesk {
    private static final Set<PayeeKind> LINKS = Set.of(PayeeKind.LNURL_PAY, PayeeKind.LIGHTNING_ADDRESS);

    private final Optional<OfferBook> offers;
    private final Optional<PayeeLookups> lookups;

    /**
     * @param offers decides whether offers can be paid; empty leaves it to the wallets
     * @param lookups names and links; empty where nothing can be looked up
     */
    public PayeeDesk(Optional<OfferBook> offers, Optional<PayeeLookups> lookups) {
        this.offers = offers;
        this.lookups = lookups;
    }

    /** One that takes offers as they come. */
    static PayeeDesk plain() {
        return new PayeeDesk(Optional.empty(), Optional.empty());
    }

    /** What wallets can pay at this moment. */
    PriceList.Reach reach() {
        return new Reach(
                offers,
                lookups.map(PayeeLookups::kinds).orElse(Set.of()),
                lookups.map(PayeeLookups::broken).orElse(Set.of()));
    }

    /** Why a relay cannot be paid by any of the wallets, one line. */
    String problem(PaymentTerms terms) {
        for (Payee payee : terms.payees()) {
            Optional<String> refusal = payee.kind() == PayeeKind.BOLT12_OFFER
                    ? offers.flatMap(book -> book.refusal(payee.value(), terms.rate()))
                    : Optional.empty();
            if (refusal.isPresent()) {
                return "the offer of one of the relays " + refusal.get();
            }
        }
        return "no present wallet can pay one of the relays: install a wallet that can";
    }

    /**
     * Brings what a wallet chose into the form that it can pay.
     *
     * @param until when the last interval ends at the latest
     * @return fails with a {@link org.eltor.payment.internal.payee.PayeeException}
     */
    CompletionStage<Instruments> prepare(PriceList.Choice choice, PaymentTerms terms, Instant until) {
        Payee payee = choice.payee();
        if (offers.isEmpty()) {
            return CompletableFuture.completedStage(Instruments.of(terms.payees()));
        }
        MilliSatoshi rate = terms.rate();
        PayeeLookups.Wanted wanted = new PayeeLookups.Wanted(rate, PaymentService.INTERVALS, until);
        if (payee.kind() == PayeeKind.BIP353) {
            boolean isAddress = choice.wallet().payees().contains(PayeeKind.BOLT11_INVOICE);
            return lookups.orElseThrow()
                    .name(payee, wanted, isAddress)
                    .thenApply(named -> named.offer()
                            .map(offer -> Instruments.of(List.of(offer)))
                            .orElseGet(() -> withInvoices(terms, named.invoices())));
        }
        if (LINKS.contains(payee.kind())) {
            return lookups.orElseThrow().invoices(payee, wanted).thenApply(fetched -> withInvoices(terms, fetched));
        }
        List<Payee> good = new ArrayList<>(List.of(payee));
        terms.payees().stream()
                .filter(other -> !other.equals(payee) && other.kind() == PayeeKind.BOLT12_OFFER)
                .filter(other -> offers.get().refusal(other.value(), rate).isEmpty())
                .forEach(good::add);
        return CompletableFuture.completedStage(Instruments.of(good));
    }

    private static Instruments withInvoices(PaymentTerms terms, List<PayeeLookups.Fetched> fetched) {
        return new Instruments(
                terms.payees(),
                fetched.stream().map(PayeeLookups.Fetched::payee).toList(),
                fetched.stream().map(PayeeLookups.Fetched::hash).toList());
    }

    /**
     * What wallets can pay.
     *
     * @param lookups the kinds of payee that can be looked up
     * @param broken payees that are of no use for now
     */
    private record Reach(Optional<OfferBook> offers, Set<PayeeKind> lookups, Set<Payee> broken)
            implements PriceList.Reach {
        @Override
        public Optional<Payee> payee(WalletCapabilities wallet, PaymentTerms terms) {
            return terms.payees().stream()
                    .filter(payee -> !broken.contains(payee) && canPay(wallet, payee, terms.rate()))
                    .findFirst();
        }

        private boolean canPay(WalletCapabilities wallet, Payee payee, MilliSatoshi rate) {
            boolean direct = wallet.payees().contains(payee.kind());
            return switch (payee.kind()) {
                case BOLT12_OFFER ->
                    direct
                            && offers.flatMap(book -> book.refusal(payee.value(), rate))
                                    .isEmpty();
                case BIP353 -> lookups.contains(payee.kind()) && wallet.payees().contains(PayeeKind.BOLT12_OFFER);
                case LNURL_PAY, LIGHTNING_ADDRESS ->
                    lookups.contains(payee.kind()) && wallet.payees().contains(PayeeKind.BOLT11_INVOICE);
                case BOLT11_INVOICE -> direct;
            };
        }
    }
}
