package org.eltor.shell.internal;

import java.util.Comparator;
import java.util.Locale;
import org.eltor.api.relay.PaymentTerms;
import org.eltor.api.relay.RelayDescriptor;

/** In which order relays are listed. */
public enum RelayOrder {
    /** Cheapest first, by price over time. */
    PRICE(Comparator.comparingDouble(relay -> perSecond(relay.terms()))),
    /** Fastest first. */
    BANDWIDTH(Comparator.comparingLong(RelayDescriptor::bandwidth).reversed()),
    /** By nickname, regardless of case. */
    NAME(Comparator.comparing(relay -> relay.nickname().toLowerCase(Locale.ROOT)));

    private final Comparator<RelayDescriptor> first;

    RelayOrder(Comparator<RelayDescriptor> first) {
        this.first = first;
    }

    /**
     * @param text what the user typed
     * @throws ExplainedException when there is no such order; says which there are
     */
    public static RelayOrder parse(String text) throws ExplainedException {
        for (RelayOrder order : values()) {
            if (order.name().equalsIgnoreCase(text)) {
                return order;
            }
        }
        throw new ExplainedException("--sort must be price, bandwidth or name, not " + PlainText.line(text, 40));
    }

    /** This order; relays that are equal in it come in the order of their fingerprints. */
    Comparator<RelayDescriptor> comparator() {
        return first.thenComparing(RelayDescriptor::fingerprint);
    }

    private static double perSecond(PaymentTerms terms) {
        return (double) terms.rate().msat() / terms.interval().toMillis();
    }
}
