package org.eltor.shell.command;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.eltor.shell.internal.Answer;
import org.eltor.shell.internal.ExplainedException;
import org.eltor.shell.internal.Page;
import org.eltor.shell.internal.StartView;

/** {@code eltor:stop}. */
@Service
@Command(scope = "eltor", name = "stop", description = "Stops payments and closes the paid circuits")
public class StopCommand extends EltorCommand {
    @Override
    Page answer() throws ExplainedException, InterruptedException {
        Answer.await(services.requireAdmin().stop(), "the circuit manager", patience);
        return StartView.stopped();
    }
}
