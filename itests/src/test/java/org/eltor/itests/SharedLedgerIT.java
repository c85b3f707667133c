package org.eltor.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.apache.karaf.features.BootFinished;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The ledger of a fleet's node in a real PostgreSQL, configured as a user would. */
@ExtendWith({PostgresExtension.class, KarafExtension.class})
public class SharedLedgerIT {
    private static final String PASSWORD = "only-for-tests"; // of the server; its class is not in Karaf

    @Inject
    FeaturesService features;

    @Inject
    SessionFactory sessions;

    @Inject
    ConfigurationAdmin configurations;

    @Inject
    BootFinished bootFinished;

    @Test
    public void takesTheDataSourceThatPaxJdbcMakesOfAConfiguration() throws Exception {
        configurations
                .getConfiguration("org.eltor.payment", "?")
                .update(new Hashtable<>(Map.of("datasource.target", "(dataSourceName=eltor)", "node.name", "node-1")));
        awaitStatus("no DataSource service matches datasource.target");

        features.installFeature("eltor-ledger-postgresql");
        Path exam = Path.of(System.getProperty("karaf.base")).getParent().getParent();
        Configuration source = configurations.createFactoryConfiguration("org.ops4j.datasource", "?");
        Hashtable<String, Object> settings = new Hashtable<>(Map.of(
                "osgi.jdbc.driver.name",
                "PostgreSQL JDBC Driver",
                "dataSourceName",
                "eltor",
                "url",
                "jdbc:postgresql://127.0.0.1:" + Files.readString(exam.resolve("postgresql.port")) + "/postgres",
                "user",
                "eltor",
                ".password", // the dot keeps it from being a property of the service
                "not-the-password"));
        source.update(settings);
        awaitStatus("correct user and password of the DataSource");

        settings.put(".password", PASSWORD);
        source.update(settings);
        awaitStatus("in 0 payments");
        assertThat(shell("eltor:cost")).contains("Spent");
        assertThat(shell("service:list javax.sql.DataSource")).contains("eltor").doesNotContain(PASSWORD);
        String log = Files.readString(Path.of(System.getProperty("karaf.log"), "karaf.log"));
        assertThat(log).contains("correct user and password").doesNotContain(PASSWORD, "not-the-password");
    }

    private String shell(String command) {
        return new Shell(sessions).execute(command);
    }

    private void awaitStatus(String expected) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        String status = shell("eltor:status");
        while (!status.replaceAll("\\s+", " ").contains(expected)) {
            assertThat(System.nanoTime())
                    .as("in time: %s; %s", expected, status)
                    .isLessThan(end);
            Thread.sleep(100);
            status = shell("eltor:status");
        }
    }
}
