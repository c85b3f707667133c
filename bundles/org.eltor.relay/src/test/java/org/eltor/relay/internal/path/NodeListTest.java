package org.eltor.relay.internal.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NodeListTest {
    private static final String HEX = "A".repeat(40);

    @Test
    void readsFingerprintsInAllOfTorsForms() {
        NodeList list = NodeList.parse(" $" + HEX + "~nick , " + "b".repeat(40) + ",,$" + "C".repeat(40) + "=nick");
        assertThat(list.relays()).hasSize(3);
        assertThat(list.refused()).isEmpty();
        assertThat(list.given()).isTrue();
    }

    @Test
    void nothingWrittenAllowsEverything() {
        for (String text : List.of("", " ", ",", " , ,")) {
            assertThat(NodeList.parse(text)).isEqualTo(NodeList.UNSET);
            assertThat(NodeList.parse(text).allows(Relays.fingerprint(1))).isTrue();
        }
    }

    @Test
    void whatIsNoFingerprintIsNamedInOneHarmlessLine() {
        NodeList list = NodeList.parse("{de}," + HEX + ",red\u001b[31m\n,10.0.0.0/8," + "x".repeat(500));
        assertThat(list.relays()).hasSize(1);
        assertThat(list.refused()).startsWith("{de}", "red?[31m", "10.0.0.0/8").hasSize(4);
        List<String> warnings = new NodeLists(list, NodeList.UNSET, NodeList.UNSET, NodeList.UNSET)
                .warnings(List.of("entry.nodes", "exit.nodes", "exclude.nodes", "excludeExit"));
        assertThat(warnings)
                .hasSize(4)
                .allSatisfy(warning -> assertThat(warning).matches("[ -~…]{1,200}"))
                .first()
                .asString()
                .isEqualTo("Entry \"{de}\" of entry.nodes is not a relay fingerprint and is not used;"
                        + " write 40 hex digits, a leading $ is allowed");
    }

    @Test
    void refusedEntriesDoNotOpenTheList() {
        assertThat(NodeList.parse("{de}").allows(Relays.fingerprint(1))).isFalse();
    }

    @Test
    void theConfigurationGoesBeforeTorsOwnLists() {
        NodeLists configured = new NodeLists(NodeList.parse(HEX), NodeList.UNSET, NodeList.UNSET, NodeList.UNSET);
        NodeLists tors = new NodeLists(
                NodeList.parse("B".repeat(40)), NodeList.parse("C".repeat(40)), NodeList.UNSET, NodeList.UNSET);
        NodeLists both = configured.orElse(tors);
        assertThat(both.entry()).isEqualTo(NodeList.parse(HEX));
        assertThat(both.exit()).isEqualTo(NodeList.parse("C".repeat(40)));
    }
}
