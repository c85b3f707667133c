package org.eltor.itests;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.eltor.payment.internal.fleet.PostgresServer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs a PostgreSQL beside the Karaf under test, which finds its port in a file. */
public final class PostgresExtension implements BeforeAllCallback, AfterAllCallback {
    /** Two folders above the folder of the Karaf under test. */
    private static final String PORT_FILE = "postgresql.port";

    private PostgresServer server;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        assumeThat(PostgresServer.obstacle()).as("no PostgreSQL").isEmpty();
        server = PostgresServer.start();
        Path folder = Path.of("target", "exam");
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(PORT_FILE), Integer.toString(server.port()));
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (server != null) {
            server.close();
        }
    }
}
