package org.eltor.devnet.internal.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eltor.api.payment.PaymentService;
import org.eltor.api.tor.OtherEvent;

/**
 * The ids of one circuit as an elTor relay tells them. Pure.
 *
 * @param circuit the circuit's number on the relay's connection towards the client; empty where an older relay does not
 *     say
 * @param ids the payment ids of the intervals, in their order; never printed
 */
record IdsEvent(OptionalLong circuit, List<String> ids) {

    static final String KEYWORD = "PAYMENT_ID_HASH_RECEIVED";

    /** Handshake hash and preimage come before the ids; nobody checks them. */
    private static final int BEFORE_IDS = 2;

    private static final int PART = 64;
    private static final Pattern NAMED =
            Pattern.compile("P_CIRC_ID=(\\d{1,10})(?: N_CIRC_ID=\\d{1,10})? PAYMENT_HASH=([0-9a-f]+)");
    private static final Pattern OLDER = Pattern.compile("0 ([0-9a-f]+)");

    IdsEvent {
        ids = List.copyOf(ids);
    }

    /** Reads either form; empty when it is neither, or not twelve values of 64 digits. */
    static Optional<IdsEvent> parse(OtherEvent event) {
        if (!event.keyword().endsWith(KEYWORD) || event.lines().isEmpty()) {
            return Optional.empty();
        }
        String line = event.lines().get(0);
        Matcher named = NAMED.matcher(line);
        if (named.matches()) {
            return ids(named.group(2)).map(ids -> new IdsEvent(OptionalLong.of(Long.parseLong(named.group(1))), ids));
        }
        Matcher older = OLDER.matcher(line);
        return older.matches()
                ? ids(older.group(1)).map(ids -> new IdsEvent(OptionalLong.empty(), ids))
                : Optional.empty();
    }

    private static Optional<List<String>> ids(String payload) {
        if (payload.length() != (BEFORE_IDS + PaymentService.INTERVALS) * PART) {
            return Optional.empty();
        }
        List<String> ids = new ArrayList<>();
        for (int at = BEFORE_IDS * PART; at < payload.length(); at += PART) {
            ids.add(payload.substring(at, at + PART));
        }
        return Optional.of(ids);
    }

    @Override
    public String toString() {
        return "IdsEvent[" + ids.size() + " ids]";
    }
}
