package org.eltor.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.eltor.api.circuit.CircuitManager;
import org.eltor.api.circuit.CircuitState;
import org.eltor.api.circuit.SchedulingStrategy;
import org.eltor.api.circuit.SessionInfo;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.payment.PaymentService;
import org.eltor.api.payment.PaymentTotals;
import org.eltor.api.tor.TorControl;
import org.eltor.api.tor.TorInfo;
import org.eltor.shell.internal.Answer;
import org.eltor.shell.internal.ExplainedException;
import org.eltor.shell.internal.Page;
import org.eltor.shell.internal.Problem;
import org.eltor.shell.internal.Status;
import org.eltor.shell.internal.StatusView;

/** {@code eltor:status}. Works whatever is missing. */
@Service
@Command(scope = "eltor", name = "status", description = "Shows whether paid circuits run, and what stands in the way")
public class StatusCommand extends EltorCommand {
    @Override
    Page answer() throws InterruptedException {
        List<Problem> problems = new ArrayList<>(services.problems());
        Optional<PaymentTotals> totals = totals(problems);
        Optional<CircuitManager> manager = services.circuits();
        Optional<SessionInfo> session = manager.map(CircuitManager::session);
        return StatusView.of(new Status(
                session,
                manager.map(StatusCommand::usable).orElse(0),
                tor(session),
                totals,
                services.strategy().map(SchedulingStrategy::name),
                services.wallets().stream().map(Wallet::name).toList(),
                problems));
    }

    private Optional<PaymentTotals> totals(List<Problem> problems) throws InterruptedException {
        Optional<PaymentService> payments = services.payments();
        if (payments.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Answer.await(payments.get().totals(), "the payment service", patience));
        } catch (ExplainedException e) {
            problems.add(new Problem("org.eltor.payment", e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<TorInfo> tor(Optional<SessionInfo> session) {
        return session.flatMap(SessionInfo::tor).or(() -> services.tor().map(TorControl::info));
    }

    private static int usable(CircuitManager manager) {
        return (int) manager.circuits().stream()
                .filter(circuit -> circuit.state() == CircuitState.USABLE)
                .count();
    }
}
