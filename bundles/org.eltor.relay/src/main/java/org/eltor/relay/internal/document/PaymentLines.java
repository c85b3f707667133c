package org.eltor.relay.internal.document;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.relay.PaymentTerms;

/**
 * Collects the payment lines that an elTor relay writes after the {@code contact} line of its server descriptor. The
 * spelling is the relay's, {@code PaymentInvervalRounds} included; unknown {@code Payment…} lines are ignored.
 *
 * <p>Terms are taken whole or refused whole: a relay whose price cannot be read must not pass for a free one. An
 * instrument that cannot be one is left out alone, since a relay may name several.
 */
final class PaymentLines {
    private static final String ROUNDS = "PaymentInvervalRounds";
    private static final String ROUNDS_AS_IN_ENGLISH = "PaymentIntervalRounds";

    /** One bitcoin for a minute of a relay: whoever asks more made a mistake, and so would whoever paid it. */
    private static final long MOST_MSAT = 100_000_000_000L;

    private static final long LONGEST_INTERVAL_SECONDS = Duration.ofDays(1).toSeconds();
    /** A circuit has ids for ten intervals, whatever a relay would allow. */
    private static final int INTERVALS = 10;

    private static final long MOST_ROUNDS = 1_000_000;

    private static final int INTEGER_DIGITS = 18;
    private static final Pattern NAME_AT_DOMAIN = Pattern.compile("[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,253}");
    private static final Pattern OFFER = Pattern.compile("(?i)lno1[a-z0-9]{1,4000}");
    private static final Pattern LNURL = Pattern.compile("(?i)lnurl1[a-z0-9]{1,4000}");

    /** An instrument and what its text looks like. */
    private record Instrument(PayeeKind kind, Pattern form) {}

    private static final Map<String, Instrument> INSTRUMENTS = Map.of(
            "PaymentBolt12Offer", new Instrument(PayeeKind.BOLT12_OFFER, OFFER),
            "PaymentBip353", new Instrument(PayeeKind.BIP353, NAME_AT_DOMAIN),
            "PaymentBolt11Lnurl", new Instrument(PayeeKind.LNURL_PAY, LNURL),
            "PaymentBolt11LightningAddress", new Instrument(PayeeKind.LIGHTNING_ADDRESS, NAME_AT_DOMAIN));

    private final Map<String, String> lines = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private int contradiction;

    /**
     * Takes one line.
     *
     * @param keyword begins with {@code Payment}
     * @param value the rest of the line
     * @param number of the line, for the message
     */
    void add(String keyword, String value, int number) {
        String first = value.strip().split("\\s", 2)[0]; // dir-spec 1.2: further arguments are to be ignored
        String before = lines.putIfAbsent(keyword, first);
        numbers.putIfAbsent(keyword, number);
        if (before != null && !before.equals(first)) {
            contradiction = number;
        }
    }

    /** The terms; {@link PaymentTerms#FREE} without any line. */
    PaymentTerms terms() throws DocumentException {
        if (lines.isEmpty()) {
            return PaymentTerms.FREE;
        }
        if (contradiction > 0) {
            throw refused(contradiction, "two payment lines that contradict each other");
        }
        long rate = number("PaymentRateMsats", 0, 0, MOST_MSAT);
        long seconds = number("PaymentInterval", 60, 1, LONGEST_INTERVAL_SECONDS);
        long rounds = number(lines.containsKey(ROUNDS) ? ROUNDS : ROUNDS_AS_IN_ENGLISH, INTERVALS, 1, MOST_ROUNDS);
        long handshakeFee = number("PaymentHandshakeFee", 0, 0, MOST_MSAT);
        return new PaymentTerms(
                MilliSatoshi.of(rate),
                Duration.ofSeconds(seconds),
                (int) Math.min(rounds, INTERVALS),
                MilliSatoshi.of(handshakeFee),
                payees());
    }

    private long number(String keyword, long whenAbsent, long least, long most) throws DocumentException {
        String value = lines.get(keyword);
        if (value == null) {
            return whenAbsent;
        }
        long number = Ascii.number(value, INTEGER_DIGITS);
        if (number < least || number > most) {
            throw refused(numbers.get(keyword), "a " + keyword + " that is none, or absurd");
        }
        return number;
    }

    private static DocumentException refused(int line, String reason) {
        return new DocumentException(line, SkipReason.REFUSED_TERMS, reason);
    }

    private List<Payee> payees() {
        Map<PayeeKind, Payee> payees = new EnumMap<>(PayeeKind.class); // its order is the order of preference
        INSTRUMENTS.forEach((keyword, instrument) -> {
            String line = lines.getOrDefault(keyword, "");
            String text = instrument.kind() == PayeeKind.BIP353 ? withoutBitcoinSign(line) : line;
            if (instrument.form().matcher(text).matches()) {
                payees.put(instrument.kind(), new Payee(instrument.kind(), text));
            }
        });
        return List.copyOf(payees.values());
    }

    /** Drops a leading ₿ (BIP353), however its three UTF-8 bytes were decoded on the way here. */
    private static String withoutBitcoinSign(String value) {
        int start = 0;
        while (start < value.length() && start < 3 && value.charAt(start) > '~') {
            start++;
        }
        return value.substring(start);
    }
}
