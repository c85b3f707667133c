package org.eltor.shell.command;

import java.time.Instant;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.eltor.shell.internal.CircuitsView;
import org.eltor.shell.internal.ExplainedException;
import org.eltor.shell.internal.Page;

/** {@code eltor:circuits}. */
@Service
@Command(scope = "eltor", name = "circuits", description = "Lists the paid circuits")
public class CircuitsCommand extends EltorCommand {
    @Option(name = "--all", description = "Closed circuits too, and why they closed")
    boolean all;

    @Override
    Page answer() throws ExplainedException {
        return CircuitsView.of(services.requireCircuits().circuits(), all, Instant.now());
    }
}
