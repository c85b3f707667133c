package org.eltor.shell.internal;

import java.util.List;
import java.util.Optional;
import org.eltor.api.circuit.SessionInfo;
import org.eltor.api.payment.PaymentTotals;
import org.eltor.api.tor.TorInfo;

/**
 * Everything that {@code eltor:status} shows, at one moment.
 *
 * @param session where the circuit manager stands; empty when there is none
 * @param usable circuits that can be used
 * @param tor the tor that is connected; empty when none is
 * @param totals what was paid; empty when the ledger does not say
 * @param strategy name of the strategy; empty when there is none
 * @param wallets names of the wallets, preferred first
 * @param problems what components say stands in their way
 */
public record Status(
        Optional<SessionInfo> session,
        int usable,
        Optional<TorInfo> tor,
        Optional<PaymentTotals> totals,
        Optional<String> strategy,
        List<String> wallets,
        List<Problem> problems) {
    public Status {
        wallets = List.copyOf(wallets);
        problems = List.copyOf(problems);
    }
}
