package org.eltor.relay.internal.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.BitSet;
import org.eltor.relay.internal.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicySummaryTest {
    private static PortSet ports(String policy) throws DocumentException {
        PolicySummary summary = new PolicySummary();
        for (String line : policy.split(",")) {
            String[] words = line.strip().split(" ");
            summary.add(words[0].startsWith("accept"), words[1], 1);
        }
        return summary.ports();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reject *:*|''",
                "accept *:*|1-65535",
                "reject *:25,accept *:*|1-24,26-65535",
                "accept *:80,accept *:443,reject *:*|80,443",
                "accept *:80,accept *:81,reject *:*|80-81",
                "reject 10.0.0.0/8:*,reject 192.168.0.0/16:*,accept *:22,reject *:*|22",
                "accept 11.0.0.0/9:80,reject *:*|''",
                "reject 18.0.0.0/255.0.0.0:*,accept *:1-65535|1-65535",
                "reject 18.0.0.0/6:80,accept *:*|1-79,81-65535",
                "reject private:*,reject [2001:db8::]/32:80,accept *4:80,accept *6:81,reject *:*|80",
                "accept *:80|80"
            })
    void aPortIsOpenWhenMostAddressesAre(String policy, String expected) throws DocumentException {
        assertThat(ports(policy).toString()).isEqualTo(expected);
    }

    @Test
    void portsAtTheEdgesAreTold() throws DocumentException {
        PortSet ports = ports("accept *:1,accept *:65535,accept *:100-200,reject *:*");
        assertThat(ports.test(1)).isTrue();
        assertThat(ports.test(65_535)).isTrue();
        assertThat(ports.test(100)).isTrue();
        assertThat(ports.test(200)).isTrue();
        for (int port : new int[] {-1, 0, 2, 99, 201, 65_534, 65_536, Integer.MAX_VALUE}) {
            assertThat(ports.test(port)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accept *",
                "accept :80",
                "accept *:80-79",
                "accept *:70000",
                "accept 1.2.3:80",
                "accept 1.2.3.4/33:1",
                "accept 1.2.3.4/255.0.255.0:1",
                "accept *:x",
                "accept host.example:80",
                "accept *:1-2-3"
            })
    void whatIsNoRuleIsRefused(String policy) {
        assertThatThrownBy(() -> ports(policy)).isInstanceOf(DocumentException.class);
    }

    /** Tor's own test cases: policies and their {@code p} lines. */
    @Test
    void agreesWithTorOnItsOwnPolicies() throws IOException, DocumentException {
        int compared = 0;
        for (JsonNode vector : new ObjectMapper().readTree(TestData.read("vectors/tor/policy-summary.json"))) {
            String policy = vector.get("policy").asText();
            String summary = vector.path("summary").asText("");
            if (!policy.matches(".*(accept|reject)6 .*")
                    && !policy.contains("[")
                    && summary.matches("(accept|reject) [0-9,-]+")) {
                BitSet expected = listed(summary);
                PortSet ports = ports(policy);
                BitSet found = new BitSet();
                for (int port = 1; port <= 65_535; port++) {
                    found.set(port, ports.test(port));
                }
                // tor cuts a summary at 1000 characters and then lists too few ports rather than too many
                if (summary.length() < 900) {
                    assertThat(found).as(policy).isEqualTo(expected);
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(10);
    }

    private static BitSet listed(String summary) {
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
