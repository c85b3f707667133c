package org.eltor.shell.command;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Option;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.circuit.CircuitManager;
import org.eltor.api.circuit.CircuitState;
import org.eltor.api.circuit.Hop;
import org.eltor.api.payment.PaymentService;
import org.eltor.api.relay.PathRequest;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.TorMode;
import org.eltor.shell.internal.ExplainedException;
import org.eltor.shell.internal.WholeNumber;

/** What commands about paths share: the request that the circuit manager would make now, for one port. */
abstract class PathCommand extends EltorCommand {
    @Option(name = "--port", description = "Port that the exit must let through, 1 to 65535", valueToShowInHelp = "443")
    String port;

    PathRequest request(List<CircuitInfo> beside) throws ExplainedException {
        int exitPort = WholeNumber.parse("--port", port, 1, 65_535).orElse(443);
        PaymentService payments = services.requirePayments();
        return new PathRequest(
                Set.of(exitPort),
                relays(beside, 1, 3),
                relays(beside, 0, 1),
                payments.circuitLimit(),
                payments.priceModel(),
                services.tor().filter(tor -> tor.info().mode() == TorMode.ELTOR).isPresent());
    }

    /** The circuits beside which a path is to be found: those that take streams, or will. */
    List<CircuitInfo> live() {
        return services.circuits().map(CircuitManager::circuits).orElse(List.of()).stream()
                .filter(circuit -> circuit.state() == CircuitState.BUILDING || circuit.state() == CircuitState.USABLE)
                .toList();
    }

    private static Set<Fingerprint> relays(List<CircuitInfo> circuits, int from, int to) {
        return circuits.stream()
                .flatMap(circuit -> circuit.hops().subList(from, to).stream())
                .map(Hop::relay)
                .collect(Collectors.toUnmodifiableSet());
    }
}
