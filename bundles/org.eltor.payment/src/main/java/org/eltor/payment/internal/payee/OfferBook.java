package org.eltor.payment.internal.payee;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eltor.api.lightning.MilliSatoshi;

/** Offers, decoded once and checked at every use. Thread-safe. */
public final class OfferBook {
    private static final int MOST = 4096;

    /** An offer, or why it is none. */
    private record Entry(Optional<Bolt12Offer> offer, String problem) {}

    private final Optional<Network> network;
    private final Clock clock;
    private final Map<String, Entry> known = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Entry> eldest) {
            return size() > MOST;
        }
    };

    /** @param network the network of the wallets; empty accepts any */
    public OfferBook(Optional<Network> network, Clock clock) {
        this.network = network;
        this.clock = clock;
    }

    /** Why an offer must not be paid now, one line that completes "the offer …"; empty where it can be. */
    public Optional<String> refusal(String text, MilliSatoshi rate) {
        Entry entry;
        synchronized (known) {
            entry = known.computeIfAbsent(text, OfferBook::decode);
        }
        return entry.offer().isPresent()
                ? entry.offer().get().refusal(network, rate, clock.instant())
                : Optional.of("cannot be read: " + entry.problem());
    }

    private static Entry decode(String text) {
        try {
            return new Entry(Optional.of(Bolt12Offer.parse(text)), "");
        } catch (PayeeException e) {
            return new Entry(Optional.empty(), e.getMessage());
        }
    }
}
