package org.eltor.shell.command;

import java.util.Set;
import org.apache.karaf.shell.api.action.Option;
import org.eltor.api.payment.PaymentService;
import org.eltor.api.relay.PathRequest;
import org.eltor.api.tor.TorMode;
import org.eltor.shell.internal.ExplainedException;
import org.eltor.shell.internal.WholeNumber;

/** What commands about paths share: the request that the circuit manager would make now, for one port. */
abstract class PathCommand extends EltorCommand {
    @Option(name = "--port", description = "Port that the exit must let through, 1 to 65535", valueToShowInHelp = "443")
    String port;

    PathRequest request() throws ExplainedException {
        int exitPort = WholeNumber.parse("--port", port, 1, 65_535).orElse(443);
        PaymentService payments = services.requirePayments();
        return new PathRequest(
                Set.of(exitPort),
                Set.of(),
                Set.of(),
                payments.circuitLimit(),
                payments.priceModel(),
                services.tor().filter(tor -> tor.info().mode() == TorMode.ELTOR).isPresent());
    }
}
