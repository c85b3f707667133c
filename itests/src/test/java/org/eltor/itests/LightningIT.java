package org.eltor.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import javax.inject.Inject;
import org.apache.karaf.features.BootFinished;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Relays of a real tor network that are paid over a real Lightning network, in Karaf. */
@ExtendWith(KarafExtension.class)
@Heap(700)
public class LightningIT {
    private static final String FEATURE = "eltor-devnet-lightning";

    @Inject
    FeaturesService features;

    @Inject
    SessionFactory sessions;

    @Inject
    BootFinished bootFinished;

    @Test
    public void eachRelayReceivesWhatTheLedgerSaysAndEveryPreimageVerifies() throws Exception {
        RealTor.assumePresent();
        assumeTrue(
                features.getFeature(FEATURE) != null,
                "this build has no Lightning network: npm was missing, see ldk-wasm/build");
        features.installFeatures(Set.of("eltor-devnet", FEATURE), EnumSet.noneOf(FeaturesService.Option.class));
        Path json = Files.createTempFile("eltor-lightning", ".json");
        try {
            // few rounds, with time enough for a machine that is busy
            String printed = new Shell(sessions).execute("eltor:demo --rounds 3 --interval 40 --json " + json);
            JsonNode result = new ObjectMapper().readTree(json.toFile());

            assertThat(result.path("ok").asBoolean())
                    .as(printed.replaceAll("[0-9a-f]{64}", "HASH"))
                    .isTrue();
            assertThat(result.path("wallet").asText()).isEqualTo("lightning");
            assertThat(result.path("books")).hasSize(6).allSatisfy(book -> {
                assertThat(book.path("receivedMsat").asLong())
                        .isPositive()
                        .isEqualTo(book.path("ledgerMsat").asLong());
                assertThat(book.path("feesMsat").asLong()).isPositive();
            });
            Set<String> hashes = new HashSet<>();
            result.path("books")
                    .forEach(book -> book.path("payments").forEach(payment -> {
                        assertThat(payment.path("preimageVerifies").asBoolean()).isTrue();
                        hashes.add(payment.path("hash").asText());
                    }));
            assertThat(hashes).hasSize(9).allMatch(hash -> hash.matches("[0-9a-f]{64}"));
            assertThat(result.path("walletMsat").asLong())
                    .isEqualTo(result.path("ledgerMsat").asLong());
        } finally {
            Files.delete(json);
        }
    }
}
