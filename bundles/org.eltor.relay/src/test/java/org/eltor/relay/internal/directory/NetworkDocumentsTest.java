package org.eltor.relay.internal.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayFlag;
import org.eltor.relay.internal.TestData;
import org.eltor.relay.internal.document.DocumentException;
import org.eltor.relay.internal.document.SkipReason;
import org.junit.jupiter.api.Test;

/** Whole documents of the public Tor network. */
class NetworkDocumentsTest {
    private static final Instant IN_2019 = Instant.parse("2019-12-15T13:30:00Z");
    private static final Instant IN_2022 = Instant.parse("2022-11-19T10:30:00Z");
    private static final Instant IN_2026 = Instant.parse("2026-02-28T06:30:00Z");

    private final NetworkDocuments documents = new NetworkDocuments();

    private static byte[] consensusOf2019() throws IOException {
        return TestData.bytes("consensus/2019-12-15-13-00-00-consensus-microdesc.gz");
    }

    private static byte[] microdescriptorsOf2019() throws IOException {
        return TestData.bytes("descriptors/2019-12-15-microdescs.gz");
    }

    @Test
    void readsTheWhole2019NetworkAndChecksItsDigests() throws IOException, DocumentException {
        SnapshotView view = documents.viewOfMicrodescriptors(consensusOf2019(), microdescriptorsOf2019(), IN_2019);

        assertThat(view.relays()).hasSize(6345);
        assertThat(documents.skipped()).hasToString("none");
        assertThat(view.bandwidthWeight("Wgg")).hasValue(5757);
        assertThat(view.bandwidthWeight("Wxx")).isEmpty();
        assertThat(view.parameter("CircuitPriorityHalflifeMsec")).hasValue(30_000);
        assertThat(view.relays().stream().filter(relay -> !relay.family().isEmpty()))
                .hasSizeBetween(1000, 1827);
        for (RelayDescriptor relay : view.relays()) {
            assertThat(relay.family()).doesNotContain(relay.fingerprint());
            relay.family()
                    .forEach(other ->
                            assertThat(view.relay(other).orElseThrow().family()).contains(relay.fingerprint()));
        }
        long web = view.relays().stream()
                .filter(relay -> relay.has(RelayFlag.EXIT) && relay.exitPorts().test(443))
                .count();
        assertThat(web).isGreaterThan(900);
    }

    @Test
    void readsAPartOfThe2026NetworkWithItsFamilies() throws IOException, DocumentException {
        SnapshotView view = documents.viewOfMicrodescriptors(
                TestData.bytes("consensus/2026-02-28-06-00-00-consensus-microdesc.gz"),
                TestData.bytes("descriptors/2026-02-28-microdescs-partial.gz"),
                IN_2026);
        assertThat(view.relays()).hasSize(450);
        assertThat(documents.skipped()).hasToString("none");
        assertThat(view.relays().stream().filter(relay -> relay.has(RelayFlag.GUARD)))
                .hasSize(289);
        assertThat(view.relays().stream().filter(RelayDescriptor::deliversPaymentIds))
                .hasSizeGreaterThan(400);
    }

    @Test
    void bothFlavoursSayTheSameOfTheRelays() throws IOException, DocumentException {
        SnapshotView whole = documents.view(TestData.bytes("consensus/2022-11-19-10-00-00-consensus.gz"), IN_2022);
        SnapshotView micro = new NetworkDocuments()
                .view(TestData.bytes("consensus/2022-11-19-10-00-00-consensus-microdesc.gz"), IN_2022);
        assertThat(whole.relays()).hasSameSizeAs(micro.relays());
        for (RelayDescriptor relay : whole.relays()) {
            RelayDescriptor same = micro.relay(relay.fingerprint()).orElseThrow();
            assertThat(same.flags()).isEqualTo(relay.flags());
            assertThat(same.bandwidth()).isEqualTo(relay.bandwidth());
            assertThat(same.addresses()).isEqualTo(relay.addresses());
            assertThat(same.deliversPaymentIds()).isEqualTo(relay.deliversPaymentIds());
        }
        assertThat(whole.relays().stream().filter(relay -> relay.exitPorts().test(443)))
                .isNotEmpty(); // its policies are in the consensus
    }

    @Test
    void aRenewalParsesAndKeepsOnlyWhatChanged() throws IOException, DocumentException {
        SnapshotView first = documents.viewOfMicrodescriptors(consensusOf2019(), microdescriptorsOf2019(), IN_2019);
        int parsed = documents.parsed();
        String changed = new String(consensusOf2019(), StandardCharsets.ISO_8859_1)
                .replaceFirst("w Bandwidth=[0-9]+", "w Bandwidth=4711");
        SnapshotView second = documents.viewOfMicrodescriptors(
                changed.getBytes(StandardCharsets.ISO_8859_1), microdescriptorsOf2019(), IN_2019);

        assertThat(documents.parsed()).isEqualTo(parsed);
        assertThat(second.generation()).isEqualTo(first.generation() + 1);
        assertThat(second.relays().stream()
                        .filter(relay -> first.relay(relay.fingerprint()).orElseThrow() != relay))
                .singleElement()
                .satisfies(relay -> assertThat(relay.bandwidth()).isEqualTo(4711));
    }

    @Test
    void aBadDocumentLeavesEverythingAsItWas() throws IOException, DocumentException {
        byte[] consensus = consensusOf2019();
        SnapshotView first = documents.viewOfMicrodescriptors(consensus, microdescriptorsOf2019(), IN_2019);
        for (int length : new int[] {0, 1, 500, 100_000, consensus.length - 100}) {
            assertThatThrownBy(() -> documents.viewOfMicrodescriptors(
                            Arrays.copyOf(consensus, length), microdescriptorsOf2019(), IN_2019))
                    .isInstanceOf(DocumentException.class)
                    .hasMessageMatching("line [0-9]+: .*");
        }
        assertThatThrownBy(() -> documents.view(new byte[(1 << 26) + 1], IN_2019))
                .isInstanceOf(DocumentException.class)
                .hasMessage("a document of more than 67108864 bytes");
        SnapshotView next = documents.viewOfMicrodescriptors(consensus, microdescriptorsOf2019(), IN_2019);
        assertThat(next.generation()).isEqualTo(first.generation() + 1);
        assertThat(next.saysTheSameAs(first)).isTrue();
    }

    @Test
    void aStaleConsensusIsRefusedWithItsTimes() throws IOException {
        byte[] consensus = consensusOf2019();
        assertThatThrownBy(() -> documents.view(consensus, Instant.parse("2019-12-15T16:00:01Z")))
                .isInstanceOf(DocumentException.class)
                .hasMessage("The consensus is stale: it was valid until 2019-12-15T16:00:00Z and it is"
                        + " 2019-12-15T16:00:01Z now; check this machine's clock and tor's connection to its network");
        assertThatThrownBy(() -> documents.view(consensus, Instant.parse("2019-12-13T16:00:00Z")))
                .hasMessageContaining("from the future");
    }

    @Test
    void brokenRelaysAreSkippedAndCounted() throws IOException, DocumentException {
        String text = new String(consensusOf2019(), StandardCharsets.ISO_8859_1);
        String broken = text.replaceFirst("w Bandwidth=[0-9]+", "w Bandwidth=99999999999999999999")
                .replaceFirst("\nr [^ ]+ ", "\nr \u001b[31mred ")
                .replaceFirst("\ns Exit ", "\ns Muffins ");
        SnapshotView view = documents.view(broken.getBytes(StandardCharsets.ISO_8859_1), IN_2019);
        assertThat(view.relays()).hasSize(6345 - 2);
        assertThat(documents.skipped().of(SkipReason.MALFORMED_ENTRY)).isEqualTo(2);
        assertThat(view.relays()).noneMatch(relay -> relay.nickname().contains("\u001b"));

        int first = text.indexOf("\nr ");
        int second = text.indexOf("\nr ", first + 1);
        String twice = text.substring(0, second) + text.substring(first);
        assertThat(documents
                        .view(twice.getBytes(StandardCharsets.ISO_8859_1), IN_2019)
                        .relays())
                .hasSize(6345);
        assertThat(documents.skipped()).hasToString("1 duplicate");
    }

    @Test
    void policiesOfServerDescriptorsAndTheirSummariesAgree() throws IOException, DocumentException {
        Instant now = Instant.parse("2020-02-29T10:30:00Z");
        byte[] consensus = TestData.bytes("consensus/2020-02-29-10-00-00-consensus.gz");
        SnapshotView described = documents.viewOfServerDescriptors(
                consensus, TestData.bytes("descriptors/2020-02-29-server-descriptors.gz"), now);
        SnapshotView alone = new NetworkDocuments().view(consensus, now);
        assertThat(described.relays()).hasSizeBetween(330, 600);
        assertThat(documents.skipped().total() - documents.skipped().of(SkipReason.DUPLICATE))
                .as("real ones are signed rightly: %s", documents.skipped())
                .isZero();
        long same = described.relays().stream()
                .filter(relay -> ports(relay)
                        .equals(ports(alone.relay(relay.fingerprint()).orElseThrow())))
                .count();
        assertThat(same).isGreaterThan(described.relays().size() * 98 / 100);
    }

    @Test
    void aServerDescriptorThatSomebodyChangedIsLeftOut() throws IOException, DocumentException {
        Instant now = Instant.parse("2012-10-20T16:30:00Z");
        byte[] consensus = TestData.bytes("consensus/2012-10-20-16-00-00-consensus.gz");
        byte[] texts = TestData.bytes("descriptors/2012-10-20-server-descriptors.gz");
        int all = documents
                .viewOfServerDescriptors(consensus, texts, now)
                .relays()
                .size();
        assertThat(documents.skipped().of(SkipReason.FORGED_DESCRIPTOR)).isZero();

        String changed = new String(texts, StandardCharsets.ISO_8859_1).replaceFirst("\nuptime [0-9]", "\nuptime 10");
        SnapshotView fewer =
                documents.viewOfServerDescriptors(consensus, changed.getBytes(StandardCharsets.ISO_8859_1), now);
        assertThat(documents.skipped().of(SkipReason.FORGED_DESCRIPTOR)).isEqualTo(1);
        assertThat(fewer.relays()).hasSize(all - 1);
    }

    private static BitSet ports(RelayDescriptor relay) {
        BitSet ports = new BitSet();
        for (int port = 1; port <= 65_535; port++) {
            ports.set(port, relay.exitPorts().test(port));
        }
        return ports;
    }
}
