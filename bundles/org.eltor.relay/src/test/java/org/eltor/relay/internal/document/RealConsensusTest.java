package org.eltor.relay.internal.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eltor.api.relay.RelayFlag;
import org.eltor.relay.internal.TestData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Consensuses of the public Tor network, with the counts that were made of them independently. */
class RealConsensusTest {
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
    void hasTheExpectedCounts(String file) throws IOException, DocumentException {
        JsonNode expected = new ObjectMapper()
                .readTree(TestData.bytes("consensus/expected.json"))
                .get(file)
                .get("summary");
        byte[] text = TestData.bytes("consensus/" + file);
        Consensus consensus = ConsensusParser.parseStrictly(text, new Pool());
        List<StatusEntry> entries = consensus.entries();

        assertThat(text).hasSize(expected.get("bytes").asInt());
        assertThat(consensus.method()).isEqualTo(expected.get("method").asInt());
        assertThat(consensus.validity().validAfter())
                .isEqualTo(Times.parse(expected.get("va").asText()).orElseThrow());
        assertThat(entries).hasSize(expected.get("r").asInt());
        assertThat(count(entries, RelayFlag.GUARD))
                .isEqualTo(expected.get("guard").asLong());
        assertThat(count(entries, RelayFlag.EXIT))
                .isEqualTo(expected.get("exit").asLong());
        assertThat(count(entries, RelayFlag.EXIT, RelayFlag.GUARD))
                .isEqualTo(expected.get("both").asLong());
        assertThat(count(entries, RelayFlag.BAD_EXIT))
                .isEqualTo(expected.get("badexit").asLong());
        assertThat(count(entries, RelayFlag.FAST))
                .isEqualTo(expected.get("fast").asLong());
        assertThat(count(entries, RelayFlag.STABLE))
                .isEqualTo(expected.get("stable").asLong());
        assertThat(count(entries, RelayFlag.RUNNING))
                .isEqualTo(expected.get("running").asLong());
        assertThat(entries.stream().mapToLong(StatusEntry::bandwidth).sum())
                .isEqualTo(expected.get("sumbw").asLong());
        assertThat(entries.stream().filter(entry -> entry.addresses().size() > 1))
                .hasSize(expected.get("v6").asInt());
        assertThat(entries.stream().filter(entry -> entry.microdescriptor().isPresent()))
                .hasSize(expected.get("m").asInt());
        assertThat(entries.stream().filter(entry -> entry.exitPorts().isPresent()))
                .hasSize(expected.get("p").asInt());
        assertThat(consensus.weights())
                .isEqualTo(numbers(expected.get("bandwidth_weights").asText()));
        assertThat(consensus.parameters()).isNotEmpty();
    }

    private static long count(List<StatusEntry> entries, RelayFlag... flags) {
        return entries.stream()
                .filter(entry -> entry.flags().containsAll(List.of(flags)))
                .count();
    }

    private static Map<String, Integer> numbers(String pairs) {
        Map<String, Integer> numbers = new HashMap<>();
        for (String pair : pairs.split(" ")) {
            numbers.put(pair.split("=")[0], Integer.valueOf(pair.split("=")[1]));
        }
        return numbers;
    }
}
