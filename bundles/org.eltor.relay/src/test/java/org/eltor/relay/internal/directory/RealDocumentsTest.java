package org.eltor.relay.internal.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayFlag;
import org.eltor.relay.internal.TestData;
import org.eltor.relay.internal.document.DocumentException;
import org.eltor.relay.internal.document.SkipReason;
import org.junit.jupiter.api.Test;

/** Documents of the public Tor network, as tor gives them out. */
class RealDocumentsTest {
    @Test
    void readsThe2012Network() throws IOException, DocumentException {
        SnapshotView view = view("2012-10-20-16-00-00-consensus.gz", "2012-10-20-server-descriptors.gz", 2991, 2973);
        assertThat(view.relays().size()).isBetween(2950, 2973);
        assertThat(view.guards()).isBetween(860L, 883L);
        assertThat(view.exits()).isBetween(840L, 880L);
        assertThat(view.relays().stream().filter(relay -> !relay.family().isEmpty()))
                .hasSizeBetween(250, 460);
        assertExitsAllowTheWeb(view);
    }

    @Test
    void readsAPartOfThe2020Network() throws IOException, DocumentException {
        SnapshotView view = view("2020-02-29-10-00-00-consensus.gz", "2020-02-29-server-descriptors.gz", 6433, 550);
        assertThat(view.relays()).hasSizeBetween(330, 600);
        assertThat(view.relays().stream().filter(r -> r.addresses().stream().anyMatch(a -> a.contains(":"))))
                .isNotEmpty();
        assertThat(view.relays()).noneMatch(RelayDescriptor::deliversPaymentIds); // FlowCtrl=2 came in 2022
        assertExitsAllowTheWeb(view);
    }

    private static SnapshotView view(String consensus, String descriptors, int listed, int atLeastDescribed)
            throws IOException, DocumentException {
        ViewBuilder.Result result = new ViewBuilder()
                .build(
                        new DirectoryText(
                                true,
                                TestData.read("consensus/" + consensus),
                                TestData.read("descriptors/" + descriptors),
                                "",
                                Optional.empty(),
                                Optional.empty(),
                                Map.of()),
                        true);
        assertThat(result.listed()).isEqualTo(listed);
        assertThat(result.described()).isGreaterThanOrEqualTo(atLeastDescribed - 50);
        assertThat(result.skipped().total() - result.skipped().of(SkipReason.DUPLICATE))
                .as(() -> result.skipped() + " " + result.skipped().first())
                .isZero();
        assertThat(result.view().paid()).isZero();
        return result.view();
    }

    /** The authorities give the flag for two of the ports 80, 443 and 6667, to one /8 network at least. */
    private static void assertExitsAllowTheWeb(SnapshotView view) {
        long exits = view.relays().stream().filter(r -> r.has(RelayFlag.EXIT)).count();
        long web = view.relays().stream()
                .filter(r -> r.has(RelayFlag.EXIT))
                .filter(r -> r.exitPorts().test(80) || r.exitPorts().test(443))
                .count();
        assertThat(web).isGreaterThan(exits * 9 / 10);
        assertThat(view.relays().stream().filter(r -> r.exitPorts().test(25)).count())
                .isLessThan(exits / 4);
    }

    @Test
    void exitPoliciesGiveThePortSummariesOfTheConsensus() throws IOException, DocumentException {
        String consensus = TestData.read("consensus/2012-10-20-16-00-00-consensus.gz");
        SnapshotView view = view("2012-10-20-16-00-00-consensus.gz", "2012-10-20-server-descriptors.gz", 2991, 2973);
        Map<String, String> summaries = new HashMap<>();
        String identity = "";
        for (String line : consensus.split("\n")) {
            if (line.startsWith("r ")) {
                identity = line.split(" ")[2];
            } else if (line.startsWith("p ")) {
                summaries.put(identity, line.substring(2));
            }
        }
        int same = 0;
        for (RelayDescriptor relay : view.relays()) {
            String base64 = Base64.getEncoder()
                    .withoutPadding()
                    .encodeToString(HexFormat.of().parseHex(relay.fingerprint().hex()));
            same += summary(relay).equals(accepted(summaries.get(base64))) ? 1 : 0;
        }
        // some relays had published a newer descriptor than the one that was voted on
        assertThat(same).isGreaterThan(view.relays().size() * 98 / 100);
    }

    private static BitSet summary(RelayDescriptor relay) {
        BitSet ports = new BitSet();
        for (int port = 1; port <= 65_535; port++) {
            ports.set(port, relay.exitPorts().test(port));
        }
        return ports;
    }

    private static BitSet accepted(String summary) {
        BitSet ports = new BitSet();
        for (String range : summary.substring(7).split(",")) {
            String[] ends = range.split("-");
            ports.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
        }
        if (summary.startsWith("reject")) {
            ports.flip(1, 65_536);
        }
        return ports;
    }
}
