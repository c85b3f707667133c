package org.eltor.tor.control.internal.connection;

import java.time.Duration;
import java.util.Optional;
import org.eltor.api.tor.ControlTarget;
import org.eltor.api.tor.TorConnector.TorConnection;
import org.junit.jupiter.api.AfterEach;

/** What tests over sockets share: a connector, and the proof that no thread outlives it. */
abstract class ConnectorTests {
    ControlConnector connector;

    ConnectorTests(Duration commandTimeout) {
        connector = new ControlConnector(commandTimeout);
    }

    /** For tests in which tor is silent. */
    void waitBriefly() {
        connector.close();
        connector = new ControlConnector(Duration.ofSeconds(1));
    }

    @AfterEach
    void endsAllThreads() throws Exception {
        connector.closeAndAwait(Duration.ofSeconds(30));
        Await.noThreadsLeft();
    }

    TorConnection connect(LiteralTor tor) throws Exception {
        return Await.value(connector.connect(target(tor)));
    }

    static ControlTarget target(LiteralTor tor) {
        return new ControlTarget(tor.address(), Optional.empty(), Optional.empty());
    }
}
