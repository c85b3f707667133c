package org.eltor.relay.internal.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eltor.relay.internal.TestData;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Documents that the tests of tor, Arti and stem are made with, good ones and bad ones. The file {@code vectors.txt}
 * has a line for each of them, and a document without a line fails: path, reader, and what comes of it.
 */
class VectorsTest {
    private static final String REFUSED = "line [0-9]+: [a-zA-Z0-9 -]+";

    /** @param outcome for the reader {@code none}: what it is and why nothing reads it */
    private record Expected(String reader, String outcome) {}

    private static Map<String, Expected> table() throws IOException {
        Map<String, Expected> table = new TreeMap<>();
        try (var in = VectorsTest.class.getResourceAsStream("vectors.txt")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" \\| ", 3))
                    .forEach(words -> {
                        Expected before = table.put(words[0], new Expected(words[1], words[2]));
                        assertThat(before).as(words[0]).isNull();
                    });
        }
        return table;
    }

    private static String outcome(int read, SkipCounts skipped) {
        return skipped.first()
                .map(first -> (read == 0 ? "" : read + " read, ")
                        + (skipped.total() == 1 ? "" : skipped.total() + " refused, the first: ")
                        + first.getMessage())
                .orElse(read + " read");
    }

    private static String read(String reader, byte[] text) {
        SkipCounts skipped = new SkipCounts();
        try {
            return switch (reader) {
                case "descriptors" ->
                    outcome(
                            new DescriptorCache(new Pool(), true)
                                    .read(text, skipped)
                                    .size(),
                            skipped);
                case "microdescriptors" ->
                    outcome(
                            new MicrodescriptorCache(new Pool())
                                    .read(text, skipped)
                                    .size(),
                            skipped);
                case "entries" ->
                    outcome(StatusParser.parse(text, new Pool(), skipped).size(), skipped);
                case "consensus" ->
                    ConsensusParser.parseStrictly(text, new Pool()).entries().size() + " read";
                default -> throw new IllegalArgumentException(reader);
            };
        } catch (DocumentException e) {
            return e.getMessage();
        }
    }

    @TestFactory
    Stream<DynamicTest> eachIsReadOrRefused() throws IOException {
        Map<String, byte[]> vectors = new VectorFolders().all();
        Map<String, Expected> table = table();
        List<DynamicTest> tests = new ArrayList<>();
        tests.add(dynamicTest(
                "none is left out", () -> assertThat(vectors.keySet()).isEqualTo(table.keySet())));
        vectors.forEach((name, text) -> {
            Expected expected = table.getOrDefault(name, new Expected("none", "not in vectors.txt"));
            if (expected.reader().equals("none")) {
                tests.add(dynamicTest(name + ": " + expected.outcome(), () -> {
                    for (String reader : List.of("descriptors", "microdescriptors", "consensus")) {
                        assertThat(read(reader, text)).as(reader).matches(".*" + REFUSED);
                    }
                }));
            } else {
                tests.add(dynamicTest(
                        name, () -> assertThat(read(expected.reader(), text)).isEqualTo(expected.outcome())));
            }
        });
        return tests.stream();
    }

    /** All of one string: tor refuses those that begin in lines 10, 36, 106 and 116. */
    @Test
    void microdescriptorsInOneString() throws IOException {
        JsonNode vectors = new ObjectMapper().readTree(TestData.bytes("vectors/tor/microdesc.json"));
        Map<Integer, String> refused = new TreeMap<>();
        int line = 1;
        String annotation = "";
        for (String piece : vectors.get("MD_PARSE_TEST_DATA").asText().split("(?m)^(?=onion-key\n)")) {
            String outcome = read("microdescriptors", Documents.bytes(annotation + piece));
            if (!outcome.equals("1 read")) {
                refused.put(line, outcome);
            }
            line += (int) piece.lines().count();
            annotation = piece.lines()
                    .filter(any -> any.startsWith("@"))
                    .findFirst()
                    .map(any -> any + "\n")
                    .orElse("");
        }
        assertThat(refused)
                .containsEntry(10, "line 4: a key that is none")
                .containsEntry(36, "line 7: an onion key that is none")
                .containsEntry(106, "line 9: an identity that is none")
                .containsEntry(116, "line 1: an annotation without a time");
        // refused by Arti, as its bad-mds show, and borne by tor: kinds of identities and policies that nobody knows
        assertThat(refused.keySet()).isEqualTo(Set.of(10, 36, 53, 71, 80, 106, 116, 125));
    }

    @Test
    void portSummariesOfTor() throws IOException, DocumentException {
        JsonNode vectors = new ObjectMapper().readTree(TestData.bytes("vectors/tor/short-policy.json"));
        for (JsonNode good : vectors.get("good")) {
            assertThat(PortSummary.parse(good.get("input").asText(), 1))
                    .isEqualTo(PortSummary.parse(good.get("output").asText(), 1));
        }
        for (JsonNode bad : vectors.get("bad")) {
            assertThat(catchThrowable(() -> PortSummary.parse(bad.asText(), 1)))
                    .as(bad.asText())
                    .isInstanceOf(DocumentException.class)
                    .hasMessageMatching(REFUSED);
        }
    }

    /** What tor signs and verifies with its own code, verified here with the JDK's. */
    @Test
    void keysAndSignaturesOfTor() throws IOException {
        JsonNode vectors = new ObjectMapper().readTree(TestData.bytes("vectors/tor/ed25519-vectors.json"));
        Set<Integer> signs = new TreeSet<>();
        for (int i = 0; i < vectors.get("ED25519_PUBLIC_KEYS").size(); i++) {
            byte[] key = hex(vectors.get("ED25519_PUBLIC_KEYS").get(i));
            byte[] signature = hex(vectors.get("ED25519_SELF_SIGNATURES").get(i));
            assertThat(Ed25519.verifies(key, key, signature)).isTrue();
            signature[i]++;
            assertThat(Ed25519.verifies(key, key, signature)).isFalse();
            int sign = key[31] >> 7 & 1;
            signs.add(sign);
            assertThat(Ed25519.ofOnionKey(
                            hex(vectors.get("ED25519_CURVE25519_PUBLIC_KEYS").get(i)), sign))
                    .hasValueSatisfying(converted -> assertThat(converted).isEqualTo(key));
        }
        assertThat(signs).containsExactly(0, 1);
    }

    private static byte[] hex(JsonNode digits) {
        return java.util.HexFormat.of().parseHex(digits.asText());
    }
}
