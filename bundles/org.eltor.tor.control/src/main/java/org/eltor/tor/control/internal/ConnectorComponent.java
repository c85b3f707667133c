package org.eltor.tor.control.internal;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.eltor.api.tor.ControlTarget;
import org.eltor.api.tor.TorConnector;
import org.eltor.tor.control.internal.connection.ControlConnector;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Control connections beside the configured one. Those still open when it is deactivated are closed. */
@Component
public final class ConnectorComponent implements TorConnector {
    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration STOP = Duration.ofSeconds(5);

    private final ControlConnector connector = new ControlConnector(COMMAND_TIMEOUT);

    @Activate
    public ConnectorComponent() {}

    @Override
    public CompletionStage<TorConnection> connect(ControlTarget target) {
        return connector.connect(target);
    }

    @Deactivate
    void deactivate() throws InterruptedException {
        connector.closeAndAwait(STOP);
    }
}
