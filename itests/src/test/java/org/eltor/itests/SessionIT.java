package org.eltor.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.inject.Inject;
import org.apache.karaf.features.BootFinished;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whole sessions in Karaf, from the shell command to real tor processes, relays killed in the middle. */
@ExtendWith(KarafExtension.class)
public class SessionIT {
    private static final Logger LOG = LoggerFactory.getLogger(SessionIT.class);
    /** A stall that is longer may cost a payment its deadline. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private static final int ATTEMPTS = 3;

    private record Played(String printed, boolean ok, JsonNode result) {}

    @Inject
    FeaturesService features;

    @Inject
    SessionFactory sessions;

    @Inject
    BootFinished bootFinished;

    private JsonNode demo(String options) throws Exception {
        RealTor.assumePresent();
        if (!features.isInstalled(features.getFeature("eltor-devnet"))) {
            features.installFeature("eltor-devnet");
        }
        for (int attempt = 1; ; attempt++) {
            try (StallWatch stalls = new StallWatch()) {
                Played played = play(options);
                boolean repeated = !played.ok() && stalls.longest().compareTo(MARGIN) > 0 && attempt < ATTEMPTS;
                if (!repeated) {
                    assertThat(played.ok()).as(played.printed()).isTrue();
                    assertThat(played.result().path("ok").asBoolean())
                            .as(played.printed())
                            .isTrue();
                    return played.result();
                }
                LOG.warn("The machine stood still for {}; the session is repeated", stalls.longest());
            }
        }
    }

    private Played play(String options) throws Exception {
        Path json = Files.createTempFile("eltor-session", ".json");
        Path status = Files.createTempFile("eltor-session", ".status");
        try {
            String printed = new Shell(sessions)
                    .execute("eltor:demo --interval 8 --json " + json + " --status-file " + status + " " + options);
            return new Played(
                    printed, Files.readString(status).strip().equals("0"), new ObjectMapper().readTree(json.toFile()));
        } finally {
            Files.delete(json);
            Files.delete(status);
        }
    }

    private static List<String> texts(JsonNode array, String field) {
        List<String> texts = new ArrayList<>();
        array.forEach(entry -> texts.add(entry.path(field).asText()));
        return texts;
    }

    private static void assertNoAuditorWasEverUnpaid(JsonNode result) {
        assertThat(result.path("audits")).isNotEmpty().allSatisfy(audit -> {
            assertThat(audit.path("late").asInt()).isZero();
            assertThat(audit.path("missed").asInt()).isZero();
            assertThat(audit.path("onTime").asInt())
                    .isEqualTo(audit.path("expected").asInt());
        });
        assertThat(result.path("walletMsat").asLong())
                .isPositive()
                .isEqualTo(result.path("ledgerMsat").asLong());
    }

    @Test
    public void performsTheSessionOfTenRounds() throws Exception {
        JsonNode result = demo("");

        assertThat(result.path("mode").asText()).isEqualTo("stock");
        assertThat(texts(result.path("circuits"), "role")).containsExactly("PRIMARY", "BACKUP");
        Set<String> relays = new HashSet<>();
        result.path("circuits").forEach(circuit -> circuit.path("path").forEach(hop -> relays.add(hop.asText())));
        assertThat(relays).hasSize(6).allMatch(relay -> relay.matches("[0-9A-F]{40}"));
        assertThat(texts(result.path("rounds"), "role"))
                .containsExactly(
                        "PRIMARY", "BACKUP", "PRIMARY", "BACKUP", "PRIMARY", "BACKUP", "PRIMARY", "BACKUP", "PRIMARY",
                        "BACKUP");
        assertThat(result.path("paymentsPerCircuit")).hasSize(2).allMatch(count -> count.asInt() == 15);
        assertThat(result.path("streamsPerCircuit")).hasSize(2).allMatch(count -> count.asInt() > 0);
        assertThat(result.path("bytesPerCircuit")).hasSize(2).allMatch(count -> count.asLong() > 10_000);
        assertThat(result.path("failovers").asInt()).isZero();
        assertNoAuditorWasEverUnpaid(result);
    }

    @Test
    public void carriesOnWhenARelayOfPrimaryIsKilled() throws Exception {
        JsonNode result = demo("--kill middle@3");

        assertThat(texts(result.path("circuits"), "role")).containsExactly("PRIMARY", "BACKUP", "PRIMARY");
        assertThat(result.path("failovers").asInt()).isEqualTo(1);
        assertThat(result.path("rounds")).hasSize(10);
        assertNoAuditorWasEverUnpaid(result);
    }

    @Test
    public void buildsAfreshWhenARelayOfBothIsKilled() throws Exception {
        JsonNode result = demo("--kill both@3");

        assertThat(texts(result.path("circuits"), "role"))
                .contains("PRIMARY", "BACKUP")
                .hasSizeGreaterThanOrEqualTo(4);
        assertThat(result.path("failovers").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(result.path("rounds")).hasSize(10);
        assertNoAuditorWasEverUnpaid(result);
    }
}
