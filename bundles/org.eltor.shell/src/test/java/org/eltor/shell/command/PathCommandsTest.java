package org.eltor.shell.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.karaf.shell.support.CommandException;
import org.eltor.api.circuit.CircuitState;
import org.eltor.api.circuit.Hop;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.shell.internal.Samples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands about how paths are chosen, and what is remembered of relays. */
class PathCommandsTest {
    private final ScriptedServices services = new ScriptedServices();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final RelaysCommand relays = new RelaysCommand();
    private final PathTestCommand test = new PathTestCommand();

    @BeforeEach
    void everythingIsThere() {
        services.everythingThere();
    }

    private String run(EltorCommand command) throws Exception {
        printed.reset();
        command.services = services;
        command.out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        command.execute();
        return printed.toString(StandardCharsets.UTF_8);
    }

    private JsonNode json(EltorCommand command) throws Exception {
        command.json = true;
        return new ObjectMapper().readTree(run(command));
    }

    @Test
    void explainShowsWhatThereIsToChooseFrom() throws Exception {
        relays.explain = true;
        relays.port = "22";
        assertThat(run(relays))
                .contains("  guard    4 to choose from, as hard to guess as 3 equally likely ones")
                .contains("7 no present wallet can pay")
                .contains("the cheapest circuit costs 3000 msat; up to 0 msat are allowed")
                .contains("does not answer since 2026-01-01 00:00:00; 9 of 10 circuits built, 1")
                .contains("\n           of 5 ended by others though paid")
                .contains("Note       a note[31m")
                .containsPattern("guard +. relay1 +. \\w{8} +. +25.000 % +. +30000 +. +1.50");
        assertThat(services.paths.request.ports()).containsExactly(22);
        JsonNode json = json(relays);
        assertThat(json.at("/positions/2/likeliest/0/probability").asDouble()).isEqualTo(0.25);
        assertThat(json.at("/refusals/no present wallet can pay").asInt()).isEqualTo(7);
        assertThat(json.at("/guards/0/primary").asBoolean()).isTrue();
        assertThat(json.at("/problem").isNull()).isTrue();
    }

    @Test
    void explainSaysOfOneRelayWhatItMayBe() throws Exception {
        RelayDescriptor known =
                services.requireRelays().view().relays().iterator().next();
        relays.explain = true;
        relays.port = "22";
        for (String name : List.of(
                known.nickname().toUpperCase(Locale.ROOT),
                known.fingerprint().hex(),
                "$" + known.fingerprint().hex() + "~" + known.nickname())) {
            relays.relay = name;
            assertThat(run(relays).replaceAll("\\s+", " ").strip())
                    .isEqualTo(known.nickname() + " "
                            + known.fingerprint().hex().substring(0, 8)
                            + ": guard yes, chance 1.250 %, and a primary guard; middle yes, chance 50.000 %;"
                            + " exit no, bad[31m");
        }
        assertThat(services.paths.request.ports()).containsExactly(22);
        JsonNode json = json(relays);
        assertThat(json.at("/0/positions/0/probability").asDouble()).isEqualTo(0.0125);
        assertThat(json.at("/0/positions/2/candidate").asBoolean()).isFalse();
        assertThat(json.at("/0/positions/2/reason").asText()).isEqualTo("bad[31m");
    }

    @Test
    void aRelayThatIsNotKnownOrNotToBeExplainedIsSaid() {
        relays.relay = "nobody\u001b";
        assertThatThrownBy(() -> run(relays)).hasMessageContaining("eltor:relays --explain RELAY");
        relays.explain = true;
        assertThatThrownBy(() -> run(relays)).hasMessageContaining("No relay nobody is known: tor's consensus");
    }

    @Test
    void explainSaysWhyThereIsNoPath() throws Exception {
        relays.explain = true;
        services.paths.refusal = Optional.of("no exit\nallows it");
        assertThat(run(relays)).contains("No path    no exit allows it");
    }

    @Test
    void pathTestCountsWhatIsChosen() throws Exception {
        test.count = "400";
        assertThat(run(test))
                .contains("400 planned, 0 failed")
                .contains("Exits      2 different of 4, as hard to guess as 3 equally likely ones")
                .contains("2000 to 3000 msat a circuit, median 2000; up to 0 are allowed")
                .contains("100 times: a rule was given up")
                .contains("µs a path (median)")
                .containsPattern("exit +. relay3 +. \\w{8} +. +300 +. +75.00 %");
        JsonNode json = json(test);
        assertThat(json.path("planned").asInt()).isEqualTo(400);
        assertThat(json.at("/positions/2/mostUsed/0/paths").asInt()).isEqualTo(300);
        assertThat(json.path("costMedianMsat").asInt()).isEqualTo(2000);
        assertThat(json.path("relaxed")).hasSize(1);
    }

    @Test
    void pathTestGivesUpWhereNothingCanBePlanned() throws Exception {
        services.paths.refusal = Optional.of("The node lists leave no path");
        test.count = "1000000";
        assertThat(run(test))
                .contains(
                        "No path could be planned.",
                        "0 planned, 100 failed",
                        "100 times: The node lists leave no path");
        JsonNode json = json(test);
        assertThat(json.path("costMedianMsat").isNull()).isTrue();
        assertThat(json.path("failures")).hasSize(1);
    }

    @Test
    void pathTestCanBeInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> run(test)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void numbersAreToldTheirRange() {
        test.count = "1000001";
        assertThatThrownBy(() -> run(test))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("--count must be a whole number from 1 to 1000000");
        test.count = null;
        test.port = "0";
        assertThatThrownBy(() -> run(test)).hasMessageContaining("--port must be a whole number from 1 to 65535");
    }

    @Test
    void historyIsShown() throws Exception {
        relays.history = true;
        assertThat(run(relays)).containsPattern("12.5 +. +96 % +. +0.85s +. +1.2 MB/s +. +0.5 +. +1.25 +. 2026-01-01");
        assertThat(run(relays).lines()).allMatch(line -> line.length() <= 80);
        assertThat(json(relays).at("/0/buildMs").asInt()).isEqualTo(850);
    }

    @Test
    void historyIsClearedOnlyWithAYes() throws Exception {
        relays.clearHistory = true;
        assertThatThrownBy(() -> run(relays)).hasMessageContaining("remembered of relays (1 of them); add --yes");
        assertThat(services.paths.cleared).isFalse();
        relays.yes = true;
        assertThat(run(relays)).contains("Forgot what was remembered of relays (1 of them). The guards stay.");
        assertThat(services.paths.cleared).isTrue();
    }

    @Test
    void relaysOfLiveCircuitsAreLeftToThem() throws Exception {
        services.circuits = List.of(
                Samples.circuit(1, CircuitState.USABLE, "guard"),
                Samples.circuit(2, CircuitState.DRAINING, "guard"),
                Samples.circuit(3, CircuitState.CLOSED, "guard"));
        relays.explain = true;
        assertThat(run(relays)).contains("Beside     1 live circuit, to which its middle and exit are left");
        List<Hop> hops = services.circuits.get(0).hops();
        assertThat(services.paths.request.avoidGuards())
                .containsExactly(hops.get(0).relay());
        assertThat(services.paths.request.avoid())
                .containsExactlyInAnyOrder(hops.get(1).relay(), hops.get(2).relay());
        assertThat(json(test).path("besideCircuits").asInt()).isEqualTo(1);
    }

    @Test
    void noLineIsWiderThanATerminal() throws Exception {
        services.paths.refusal = Optional.of("no relay can be used because of a long story ".repeat(8));
        relays.explain = true;
        assertThat(run(relays).lines()).allMatch(line -> line.length() <= 80);
        assertThat(run(test).lines()).allMatch(line -> line.length() <= 80);
    }
}
