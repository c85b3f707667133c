package org.eltor.shell.internal;

import java.util.List;
import java.util.Optional;
import org.eltor.api.circuit.CircuitAdmin;
import org.eltor.api.circuit.CircuitManager;
import org.eltor.api.circuit.SchedulingStrategy;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.payment.PaymentService;
import org.eltor.api.relay.PathExplainer;
import org.eltor.api.relay.RelayDirectory;
import org.eltor.api.relay.RelayHistory;
import org.eltor.api.relay.RelaySelector;
import org.eltor.api.tor.TorControl;

/**
 * The services that are present now. A command refers to this alone, since Karaf takes a command away as long as any
 * service that it refers to is absent, and the user who needs a word of explanation would find no command.
 */
public interface Services {
    /** The circuits, for looking. */
    Optional<CircuitManager> circuits();

    /** The circuits, for starting and stopping. */
    Optional<CircuitAdmin> admin();

    /** The relays; present while they are known. */
    Optional<RelayDirectory> relays();

    /** What plans paths. */
    Optional<RelaySelector> selector();

    /** What explains how paths are planned. */
    Optional<PathExplainer> explainer();

    /** What is remembered of relays. */
    Optional<RelayHistory> history();

    /** The payments; present while the ledger can be written. */
    Optional<PaymentService> payments();

    /** The control connection; present while it is authenticated. */
    Optional<TorControl> tor();

    /** The strategy that is used. */
    Optional<SchedulingStrategy> strategy();

    /** The wallets that can be used, preferred first. */
    List<Wallet> wallets();

    /** What the components say stands in their way, in the order of their names. */
    List<Problem> problems();

    /** @throws ExplainedException when there is no circuit manager */
    default CircuitManager requireCircuits() throws ExplainedException {
        return circuits()
                .orElseThrow(() -> Problem.missing(
                        "The circuit manager is not running (feature:install eltor)", problems(), "org.eltor.circuit"));
    }

    /** @throws ExplainedException when there is no circuit manager */
    default CircuitAdmin requireAdmin() throws ExplainedException {
        return admin().orElseThrow(() -> Problem.missing(
                "The circuit manager is not running (feature:install eltor)", problems(), "org.eltor.circuit"));
    }

    /** @throws ExplainedException when no relays are known */
    default RelayDirectory requireRelays() throws ExplainedException {
        return relays().orElseThrow(
                        () -> Problem.missing("No relays yet", problems(), "org.eltor.tor", "org.eltor.relay"));
    }

    /** @throws ExplainedException when no paths can be planned */
    default RelaySelector requireSelector() throws ExplainedException {
        return selector().orElseThrow(() -> Problem.missing("No paths can be planned", problems(), "org.eltor.relay"));
    }

    /** @throws ExplainedException when no paths can be explained */
    default PathExplainer requireExplainer() throws ExplainedException {
        return explainer().orElseThrow(() -> Problem.missing("No paths can be planned", problems(), "org.eltor.relay"));
    }

    /** @throws ExplainedException when nothing is remembered of relays */
    default RelayHistory requireHistory() throws ExplainedException {
        return history()
                .orElseThrow(() -> Problem.missing(
                        "There is no history of relays", problems(), "org.eltor.tor", "org.eltor.relay"));
    }

    /** @throws ExplainedException when nothing can be paid */
    default PaymentService requirePayments() throws ExplainedException {
        return payments().orElseThrow(() -> Problem.missing("The ledger is not open", problems(), "org.eltor.payment"));
    }
}
