package org.eltor.relay.internal.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayFlag;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The weights of positions against numbers that others computed. */
class ConsensusWeightsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2012-10-20-16-00-00-consensus.gz",
                "2019-12-15-13-00-00-consensus-microdesc.gz",
                "2020-02-29-10-00-00-consensus.gz",
                "2022-11-19-10-00-00-consensus-microdesc.gz",
                "2022-11-19-10-00-00-consensus.gz",
                "2026-02-28-06-00-00-consensus-microdesc.gz",
                "2026-06-27-04-00-00-consensus-microdesc.gz"
            })
    void theLikeliestRelaysOfEachPositionAreThoseExpected(String consensus) throws IOException {
        RealNetwork network = RealNetwork.of(consensus);
        JsonNode expected = new ObjectMapper()
                .readTree(TestData.read("consensus/expected.json"))
                .path(consensus);
        assertTop(network, Position.GUARD, expected.path("top_guards"));
        assertTop(network, Position.MIDDLE, expected.path("top_middles"));
        assertTop(network, Position.EXIT, expected.path("top_exits"));
    }

    private static void assertTop(NetworkView network, Position position, JsonNode expected) {
        assertThat(expected).hasSize(20);
        double total = total(network, position);
        double least = 1;
        for (JsonNode entry : expected) {
            Fingerprint relay = new Fingerprint(entry.get(0).asText());
            double probability = entry.get(1).asDouble();
            assertThat(weight(network.relay(relay).orElseThrow(), position, network) / total)
                    .as("%s %s", position, relay)
                    .isCloseTo(probability, within(1e-9));
            least = Math.min(least, probability);
        }
        double bound = least - 1e-9;
        assertThat(network.relays().stream().filter(relay -> weight(relay, position, network) / total > bound + 2e-9))
                .hasSizeLessThanOrEqualTo(20);
    }

    private static double total(NetworkView network, Position position) {
        return network.relays().stream()
                .mapToDouble(relay -> weight(relay, position, network))
                .sum();
    }

    /** As a selection without wishes has it: who is no candidate has no weight. */
    private static double weight(RelayDescriptor relay, Position position, NetworkView network) {
        boolean candidate = switch (position) {
            case GUARD -> relay.has(RelayFlag.GUARD);
            case MIDDLE -> true;
            case EXIT -> relay.has(RelayFlag.EXIT) && !relay.has(RelayFlag.BAD_EXIT);
        };
        return candidate && relay.has(RelayFlag.RUNNING) && relay.has(RelayFlag.VALID)
                ? WEIGHTS.of(network).weight(relay, position)
                : 0;
    }

    private static final WeightSource WEIGHTS = new WeightSource() {
        private NetworkView view;
        private PositionWeights weights;

        @Override
        public PositionWeights of(NetworkView wanted) {
            if (view != wanted) {
                view = wanted;
                weights = ConsensusWeights.of(wanted);
            }
            return weights;
        }
    };

    @Test
    void guardProbabilitiesAreThoseOfOnionoo() throws IOException {
        RealNetwork network = RealNetwork.of("2026-02-28-06-00-00-consensus-microdesc.gz");
        double total = total(network, Position.GUARD);
        JsonNode details = new ObjectMapper()
                .readTree(TestData.read("onionoo/2026-02-28-06-00-00-details-running-relays.json.gz"))
                .path("relays");
        int compared = 0;
        for (JsonNode relay : details) {
            double ours = network.relay(
                            new Fingerprint(relay.path("fingerprint").asText()))
                    .map(found -> weight(found, Position.GUARD, network) / total)
                    .orElse(0.0);
            assertThat(ours)
                    .as(relay.path("fingerprint").asText())
                    .isCloseTo(relay.path("guard_probability").asDouble(), within(1e-9));
            compared++;
        }
        assertThat(compared).isEqualTo(8233);
    }

    @Test
    void withoutAFooterAllBandwidthCounts() {
        PositionWeights weights = ConsensusWeights.of(Relays.view());
        RelayDescriptor relay = Relays.relay(1).bandwidth(5).build();
        assertThat(List.of(Position.values())).allMatch(position -> weights.weight(relay, position) == 5);
    }
}
