package org.eltor.shell.command;

import java.time.Instant;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.eltor.shell.internal.ExplainedException;
import org.eltor.shell.internal.Page;
import org.eltor.shell.internal.StreamsView;

/** {@code eltor:streams}. */
@Service
@Command(scope = "eltor", name = "streams", description = "Lists open and waiting streams with their targets")
public class StreamsCommand extends EltorCommand {
    @Override
    Page answer() throws ExplainedException {
        return StreamsView.of(services.requireCircuits().streams(), Instant.now());
    }
}
