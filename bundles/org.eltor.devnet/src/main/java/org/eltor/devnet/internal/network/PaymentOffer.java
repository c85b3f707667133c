package org.eltor.devnet.internal.network;

/**
 * What one relay of the private network asks for. Zero or an empty offer means that the line is
 * left out.
 *
 * @param offer BOLT12 offer, {@code lno1…}; not decoded by any tor
 * @param rateMsat price of one interval, in millisatoshi; 0 for a relay without a price
 * @param intervalSeconds length of an interval, in seconds
 * @param rounds intervals per circuit
 * @param handshakeFeeMsat fee for admission, in millisatoshi
 * @param contact the descriptor's contact line, printable ASCII
 */
public record PaymentOffer(
        String offer, long rateMsat, int intervalSeconds, int rounds, long handshakeFeeMsat, String contact) {

    public PaymentOffer {
        if (rateMsat < 0 || intervalSeconds < 0 || rounds < 0 || handshakeFeeMsat < 0) {
            throw new IllegalArgumentException("negative payment term");
        }
        if (!offer.matches("[a-z0-9]*")) {
            throw new IllegalArgumentException("not an offer: " + offer);
        }
        if (!contact.matches("[ -~]+")) { // a line break would start another descriptor line
            throw new IllegalArgumentException("contact must be one line of printable ASCII");
        }
    }

    /** Terms as elTor relays have them today: intervals of 60 s, 10 of them, no handshake fee. */
    public static PaymentOffer of(String offer, long rateMsat, String contact) {
        return new PaymentOffer(offer, rateMsat, 60, 10, 0, contact);
    }

    /** The same terms with another offer. */
    PaymentOffer withOffer(String text) {
        return new PaymentOffer(text, rateMsat, intervalSeconds, rounds, handshakeFeeMsat, contact);
    }

    /** A relay that asks for nothing: no payment line at all. */
    public static PaymentOffer free(String contact) {
        return new PaymentOffer("", 0, 0, 0, 0, contact);
    }

    /**
     * The contact line and the payment lines right after it, in the order and the spelling of the
     * elTor fork.
     */
    String descriptorLines() {
        return "contact " + contact + "\n"
                + (offer.isEmpty() ? "" : "PaymentBolt12Offer " + offer + "\n")
                + line("PaymentRateMsats", rateMsat)
                + line("PaymentInterval", intervalSeconds)
                + line("PaymentInvervalRounds", rounds) // sic: this is how relays write it
                + line("PaymentHandshakeFee", handshakeFeeMsat);
    }

    private static String line(String keyword, long value) {
        return value == 0 ? "" : keyword + " " + value + "\n";
    }
}
