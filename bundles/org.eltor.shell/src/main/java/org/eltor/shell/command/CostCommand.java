package org.eltor.shell.command;

import java.time.Duration;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.circuit.CircuitManager;
import org.eltor.api.payment.CostReport;
import org.eltor.shell.internal.Answer;
import org.eltor.shell.internal.CostView;
import org.eltor.shell.internal.ExplainedException;
import org.eltor.shell.internal.Page;
import org.eltor.shell.internal.Traffic;
import org.eltor.shell.internal.WholeNumber;

/** {@code eltor:cost}. */
@Service
@Command(scope = "eltor", name = "cost", description = "Shows what paid circuits cost, and will cost if it goes on so")
public class CostCommand extends EltorCommand {
    private static final int MONTH = 31 * 24 * 60;

    @Option(name = "--minutes", description = "Length of the time that is looked at", valueToShowInHelp = "60")
    String minutes;

    @Override
    Page answer() throws ExplainedException, InterruptedException {
        Duration period = Duration.ofMinutes(
                WholeNumber.parse("--minutes", minutes, 1, MONTH).orElse(60));
        CostReport report = Answer.await(services.requirePayments().cost(period), "the payment service", patience);
        return CostView.of(report, services.circuits().map(CostCommand::traffic));
    }

    private static Traffic traffic(CircuitManager manager) {
        return manager.circuits().stream()
                .filter(circuit -> circuit.spent().msat() > 0)
                .map(CostCommand::traffic)
                .reduce(Traffic.NONE, Traffic::plus);
    }

    private static Traffic traffic(CircuitInfo circuit) {
        return new Traffic(circuit.bytesRead() + circuit.bytesWritten(), circuit.spent());
    }
}
