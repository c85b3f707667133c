package org.eltor.circuit.internal.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eltor.api.payment.PaymentService;
import org.eltor.api.relay.RelayDirectory;
import org.eltor.api.relay.RelayHistory;
import org.eltor.api.relay.RelaySelector;
import org.eltor.api.tor.TorControl;

/**
 * The services that are present at one moment.
 *
 * @param tor the control connection
 * @param directory the relays
 * @param selector the choice among them
 * @param payments the payer
 * @param history what is remembered of relays; circuits do without
 */
public record Services(
        Optional<TorControl> tor,
        Optional<RelayDirectory> directory,
        Optional<RelaySelector> selector,
        Optional<PaymentService> payments,
        Optional<RelayHistory> history) {
    /** Nothing is there. */
    public static final Services NONE =
            new Services(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    boolean complete() {
        return missing().isEmpty();
    }

    /** What is missing, in words. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (tor.isEmpty()) {
            missing.add("a control connection to tor");
        }
        if (directory.isEmpty()) {
            missing.add("a directory of relays");
        }
        if (selector.isEmpty()) {
            missing.add("a relay selector");
        }
        if (payments.isEmpty()) {
            missing.add("a payment ledger");
        }
        return missing;
    }
}
