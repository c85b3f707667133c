package org.eltor.shell.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.eltor.api.circuit.CircuitState;
import org.eltor.shell.internal.Samples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code eltor:cost}, and the files of {@code eltor:payments}. */
class MoneyCommandsTest {
    private final ScriptedServices services = new ScriptedServices();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void start() {
        services.everythingThere();
    }

    private String run(EltorCommand command) throws Exception {
        command.services = services;
        command.out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        command.execute();
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void costTellsWhatPeopleAsk() throws Exception {
        services.circuits = List.of(Samples.circuit(1, CircuitState.USABLE, "guard"));

        assertThat(run(new CostCommand()))
                .contains("60.1 sat in 1h00m: 20 to relays, 40.1 in fees (67%)")
                .contains("Per minute 6.01 sat of a circuit, 1.00 sat of time")
                .contains("Per GB     736.33 sat, over 12 MB since the start")
                .contains("30 sat reserved for open circuits, 1.5 sat in flight")
                .contains("60.1 sat an hour (limit 2000), 1442.4 sat a day")
                .contains("Fees exceed what the relays receive")
                .contains("80%");
    }

    @Test
    void costWithoutCircuitsKnowsNoGigabyte() throws Exception {
        services.circuits = List.of();

        assertThat(run(new CostCommand())).contains("Per GB     not known yet");
    }

    @Test
    void costForPrograms() throws Exception {
        CostCommand cost = new CostCommand();
        cost.json = true;
        cost.minutes = "10";
        JsonNode node = new JsonMapper().readTree(run(cost));

        assertThat(node.get("spentMsat").longValue()).isEqualTo(60_100);
        assertThat(node.get("perMinuteMsat").doubleValue()).isEqualTo(6_010);
        assertThat(node.get("feeShare").doubleValue()).isBetween(0.66, 0.68);
        assertThat(node.get("dayLimitMsat").isNull()).isTrue();
        assertThat(node.get("relays")).hasSize(2);
    }

    @Test
    void theLengthOfTimeIsChecked() {
        CostCommand cost = new CostCommand();
        cost.minutes = "0";

        assertThatThrownBy(() -> run(cost)).hasMessageContaining("--minutes must be a whole number from 1 to 44640");
    }

    @Test
    void aRedactedExportSaysThatItHoldsNoSecrets(@TempDir Path folder) throws Exception {
        PaymentsCommand payments = new PaymentsCommand();
        payments.export = folder.resolve("out.json").toString();
        payments.redacted = true;

        assertThat(run(payments))
                .contains("Wrote 30 payments")
                .contains("without ids")
                .doesNotContain("secrets");
        assertThat(services.exportedRedacted).isEqualTo(folder.resolve("out.json"));
        assertThat(services.exported).isNull();
    }

    @Test
    void anImportSaysWhatBecameOfTheEntries(@TempDir Path folder) throws Exception {
        PaymentsCommand payments = new PaymentsCommand();
        payments.imported = folder.resolve("payments_sent.json").toString();

        assertThat(run(payments))
                .contains("Took over 30 payments")
                .contains("2 were known")
                .contains("1 entries make no sense")
                .contains("The file is torn");
        assertThat(services.imported).isEqualTo(folder.resolve("payments_sent.json"));

        payments.export = "x";
        assertThatThrownBy(() -> run(payments)).hasMessageContaining("two things");
    }
}
