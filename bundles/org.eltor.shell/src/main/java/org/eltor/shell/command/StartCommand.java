package org.eltor.shell.command;

import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.eltor.api.circuit.CircuitAdmin;
import org.eltor.api.circuit.CircuitManager;
import org.eltor.api.circuit.SessionInfo;
import org.eltor.api.circuit.SessionRequest;
import org.eltor.shell.internal.Answer;
import org.eltor.shell.internal.ExplainedException;
import org.eltor.shell.internal.Page;
import org.eltor.shell.internal.StartView;
import org.eltor.shell.internal.WholeNumber;

/** {@code eltor:start}. */
@Service
@Command(scope = "eltor", name = "start", description = "Starts paid circuits")
public class StartCommand extends EltorCommand {
    @Option(name = "--circuits", description = "Circuits kept at once, 1 to 8", valueToShowInHelp = "as configured")
    String circuits;

    @Option(name = "--rounds", description = "Rounds of a session, 1 to 10000", valueToShowInHelp = "as configured")
    String rounds;

    @Option(name = "--once", description = "Stops after the last round, else a new session follows")
    boolean once;

    @Override
    Page answer() throws ExplainedException, InterruptedException {
        SessionRequest request = new SessionRequest(
                WholeNumber.parse("--circuits", circuits, 1, 8),
                WholeNumber.parse("--rounds", rounds, 1, 10_000),
                once);
        start(services.requireAdmin(), request);
        Optional<SessionInfo> now = services.circuits().map(CircuitManager::session);
        return StartView.of(now, once);
    }

    private void start(CircuitAdmin admin, SessionRequest request) throws ExplainedException, InterruptedException {
        try {
            Answer.await(admin.start(request), "the circuit manager", patience);
        } catch (IllegalStateException e) { // as CircuitAdmin promises
            throw new ExplainedException("Already started: eltor:status shows how it goes, eltor:stop stops it");
        }
    }
}
