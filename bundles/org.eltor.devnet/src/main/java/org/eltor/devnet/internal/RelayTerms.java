package org.eltor.devnet.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eltor.api.lightning.LightningReceiver;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.payment.PaymentService;
import org.eltor.devnet.internal.network.PaymentOffer;

/** What the relays of a network ask for, by the nicknames that the network gives them. */
final class RelayTerms {

    private static final long LOWEST_RATE_MSAT = 1000;
    private static final long RATE_STEP_MSAT = 250;
    private static final int RATES = 4;
    private static final int INTERVALS = PaymentService.INTERVALS;
    /** Three of the dearest relays for ten intervals, and as much again for fees. */
    static final long CIRCUIT_MAX_MSAT = 2 * 3 * INTERVALS * (LOWEST_RATE_MSAT + RATE_STEP_MSAT * (RATES - 1));

    private final DevnetSettings settings;
    private final List<String> nicknames;

    RelayTerms(DevnetSettings settings) {
        this.settings = settings;
        nicknames = Stream.concat(
                        IntStream.range(0, settings.middles()).mapToObj(i -> "relay" + i),
                        IntStream.range(0, settings.exits()).mapToObj(i -> "exit" + i))
                .toList();
    }

    /** The terms of each relay, as long as nobody can be paid. */
    List<PaymentOffer> withoutOffers() {
        List<PaymentOffer> terms = new ArrayList<>();
        for (String nickname : nicknames) {
            terms.add(new PaymentOffer(
                    "", rateMsat(terms.size()), settings.seconds(), INTERVALS, 0, "eltor devnet " + nickname));
        }
        return List.copyOf(terms);
    }

    /** The offers, in the same order: an account of its own for each relay, which takes nothing below its rate. */
    List<String> offers(LightningReceiver receiver) {
        List<String> offers = new ArrayList<>();
        for (String nickname : nicknames) {
            Payee payee = receiver.openAccount(nickname);
            receiver.requireAtLeast(payee, MilliSatoshi.of(rateMsat(offers.size())));
            offers.add(payee.value());
        }
        return List.copyOf(offers);
    }

    private static long rateMsat(int index) {
        return LOWEST_RATE_MSAT + RATE_STEP_MSAT * (index % RATES);
    }
}
