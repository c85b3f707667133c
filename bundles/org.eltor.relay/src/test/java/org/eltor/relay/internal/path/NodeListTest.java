package org.eltor.relay.internal.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eltor.api.relay.RelayDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeListTest {
    private static final String HEX = "A".repeat(40);
    private static final RelayDescriptor RELAY =
            Relays.relay(1).addresses("10.1.2.3", "2001:db8:5::1").build();

    private static NodeList list(String text) {
        return NodeList.parse("exit.nodes", text);
    }

    /** Relays of odd numbers are in Germany, number 2 is nowhere, the others in France. */
    static final Countries COUNTRIES = new Countries() {
        @Override
        public Optional<String> of(RelayDescriptor relay) {
            int number = Integer.parseInt(relay.nickname().substring(5));
            return Optional.of(number == 2 ? UNKNOWN : number % 2 == 1 ? "de" : "fr");
        }

        @Override
        public Optional<String> missing() {
            return Optional.empty();
        }
    };

    @Test
    void readsFingerprintsInAllOfTorsForms() {
        NodeList list = list(" $" + HEX + "~nick , " + "b".repeat(40) + ",,$" + "C".repeat(40) + "=nick");
        assertThat(list.entries()).hasSize(3).allMatch(NodeEntry.ByFingerprint.class::isInstance);
        assertThat(list.refused()).isEmpty();
        assertThat(list.given()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", " , ,"})
    void nothingWrittenAllowsEverything(String text) {
        assertThat(list(text).given()).isFalse();
        assertThat(list(text).allows(RELAY, Countries.NONE)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, true",
        "10.1.2.4, false",
        "10.1.2.0/30, true",
        "10.1.2.4/30, false",
        "10.1.2.3/31, true",
        "10.0.0.0/8, true",
        "11.0.0.0/8, false",
        "0.0.0.0/0, true",
        "10.1.2.3:*, true",
        "[2001:db8::]/32, true",
        "2001:DB8::/32, true",
        "[2001:db9::]/32, false",
        "[2001:db8:5::1], true",
        "[2001:db8:4::]/47, true",
        "[2001:db8:4::]/48, false",
        "relay1, true",
        "RELAY1, true",
        "relay11, false",
        "*, true",
        "*:*, true",
        "{de}, true",
        "{DE}, true",
        "{fr}, false",
        "{??}, false"
    })
    void entriesMeanWhatTheyMeanToTor(String entry, boolean meant) {
        NodeList list = list(entry);
        assertThat(list.refused()).isEmpty();
        assertThat(list.names(RELAY, COUNTRIES)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{germany}",
                "{d}",
                "10.0.0.0/33",
                "10.0.0/8",
                "10.0.0.256",
                "[2001:db8::]/129",
                "10.0.0.1:80",
                "a_b",
                "AAAAAAAAAAAAAAAAAAAAAAAA",
                "1.2.3.4/-1",
                "[::ffff:1.2.3.4]x"
            })
    void whatMeansNothingIsRefused(String entry) {
        assertThat(list(entry).refused()).hasSize(1);
        assertThat(list(entry).allows(RELAY, COUNTRIES)).isFalse();
    }

    @Test
    void whatMeansNothingIsNamedInOneHarmlessLine() {
        NodeList list = list("{germany}," + HEX + ",red\u001b[31m\n,10.0.0.0/99," + "x".repeat(500));
        assertThat(list.entries()).hasSize(1);
        assertThat(list.refused())
                .startsWith("{germany}", "red?[31m", "10.0.0.0/99")
                .hasSize(4);
        assertThat(list.warnings())
                .hasSize(4)
                .allSatisfy(warning -> assertThat(warning).matches("[ -~…]{1,250}"))
                .first()
                .asString()
                .isEqualTo("Entry \"{germany}\" of exit.nodes means no relay and is not used;"
                        + " write a fingerprint, a nickname, a network like 10.0.0.0/8, or a country like {de}");
    }

    @Test
    void theConfigurationGoesBeforeTorsOwnLists() {
        Map<String, String> ours = Map.of("entry.nodes", HEX);
        Map<String, String> tors = Map.of("EntryNodes", "B".repeat(40), "ExitNodes", "{de}", "StrictNodes", "1");
        NodeLists configured = NodeLists.ofConfig(name -> ours.getOrDefault(name, ""));
        NodeLists both = configured.orElse(NodeLists.ofTor(name -> tors.getOrDefault(name, "")));
        assertThat(both.entry()).hasToString(HEX);
        assertThat(both.exit()).hasToString("{de}");
        assertThat(both.exit().name()).isEqualTo("ExitNodes (torrc)");
        assertThat(both.strict()).isEqualTo("1");
        assertThat(both.middle().given()).isFalse();
    }

    @Test
    void excludingACountryExcludesTheUnknownToo() {
        NodeLists lists = NodeLists.ofConfig(name -> name.equals("exclude.nodes") ? "{fr}" : "");
        assertThat(lists.allowsAnywhere(Relays.relay(1).build(), COUNTRIES)).isTrue();
        assertThat(lists.allowsAnywhere(Relays.relay(2).build(), COUNTRIES)).isFalse();
        assertThat(lists.allowsAnywhere(Relays.relay(4).build(), COUNTRIES)).isFalse();
        assertThat(List.of(lists.asksForCountries(), NodeLists.UNSET.asksForCountries()))
                .containsExactly(true, false);
    }
}
