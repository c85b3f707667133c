package org.eltor.relay.internal.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayDirectory;
import org.eltor.testkit.ScriptedRelay;
import org.eltor.testkit.ScriptedTor;
import org.eltor.testkit.SteppedExecutor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One relay, or whoever speaks for tor, writes nonsense: the others stay in use, and the reason is counted. */
class BadInputTest implements DirectoryOutlet {
    private static final String FLAGS = "Exit Fast Guard Running Stable Valid";
    private static final int BAD = 9;

    private final SteppedExecutor executor = new SteppedExecutor();
    private final ScriptedTor tor = ScriptedTor.stock(executor);
    private final LiveDirectory directory =
            new LiveDirectory(tor.control(), DirectoryTimes.STANDARD, executor.clock(), executor, this);
    private boolean hidden;

    @Override
    public void show(RelayDirectory usable) {
        hidden = false;
    }

    @Override
    public void hide() {
        hidden = true;
    }

    @BeforeEach
    void threeRelaysAreInUse() {
        tor.torrc("UseMicrodescriptors", "0");
        TestRelays.addTo(tor, 3);
        directory.start();
        executor.advance(Duration.ofSeconds(20));
        assertThat(directory.view().relays()).hasSize(3);
        assertThat(directory.view().leftOut()).isEmpty();
    }

    private void told(String entry, String descriptor) {
        tor.addRelay(new ScriptedRelay(Texts.fingerprint(BAD), "bad", true, entry, descriptor));
        tor.newConsensus();
        executor.advance(Duration.ofSeconds(20));
    }

    private static String entry() {
        return Texts.entry(BAD, FLAGS, 1000);
    }

    static Stream<Arguments> nonsense() {
        String entry = entry();
        String descriptor = Texts.descriptor(BAD);
        return Stream.of(
                Arguments.of(
                        "a truncated entry", entry.substring(0, 30) + "\n", descriptor, "malformed consensus entry"),
                Arguments.of(
                        "a truncated descriptor",
                        entry,
                        descriptor.substring(0, descriptor.length() / 2) + "\n",
                        "malformed descriptor"),
                Arguments.of(
                        "an oversized descriptor",
                        entry,
                        descriptor.replace("contact ", "contact " + "x".repeat(70_000)),
                        "oversized descriptor"),
                Arguments.of(
                        "a fingerprint that is no text",
                        entry,
                        descriptor.replaceFirst("fingerprint ....", "fingerprint \ufffd\ufffd\ufffd\ufffd"),
                        "malformed descriptor"),
                Arguments.of("two entries", entry + entry, descriptor, "duplicate"),
                Arguments.of("two descriptors", entry, descriptor + descriptor, "duplicate"),
                Arguments.of(
                        "an absurd bandwidth",
                        entry.replace("Bandwidth=1000", "Bandwidth=99999999999999999999"),
                        descriptor,
                        "malformed consensus entry"),
                Arguments.of(
                        "a negative bandwidth",
                        entry.replace("Bandwidth=1000", "Bandwidth=-1"),
                        descriptor,
                        "malformed consensus entry"),
                Arguments.of(
                        "an absurd port",
                        entry.replace(" 5061 0", " 99999 0"),
                        descriptor,
                        "malformed consensus entry"),
                Arguments.of(
                        "an absurd policy",
                        entry,
                        descriptor.replace("accept *:*", "accept *:1-99999"),
                        "malformed exit policy"),
                Arguments.of(
                        "an absurd price",
                        entry,
                        Texts.descriptor(BAD, "PaymentRateMsats 99999999999999999999"),
                        "refused payment terms"),
                Arguments.of(
                        "an absurd fee for handshakes",
                        entry,
                        Texts.descriptor(BAD, "PaymentHandshakeFee -5"),
                        "refused payment terms"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nonsense")
    void isCountedAndHarmsNobodyElse(String what, String entry, String descriptor, String reason) {
        told(entry, descriptor);
        assertThat(directory.view().relays()).hasSize(reason.equals("duplicate") ? 4 : 3);
        assertThat(directory.view().leftOut()).isEqualTo(Map.of(reason, 1));
        assertThat(directory.problem()).isEmpty();
        assertThat(hidden).isFalse();
    }

    static Stream<String> nicknames() {
        return Stream.of("\u001b[31mred", "\u202egnitseretni", "\ufffd\ufffd", "x".repeat(500), "a/b", "..", "-");
    }

    @ParameterizedTest
    @MethodSource("nicknames")
    void aHostileNicknameIsReplaced(String nickname) {
        told(
                entry().replace("r relay9 ", "r " + nickname + " "),
                Texts.descriptor(BAD).replace("router relay9 ", "router " + nickname + " "));
        assertThat(directory.view().relay(Texts.fingerprint(BAD)))
                .get()
                .extracting(RelayDescriptor::nickname)
                .isEqualTo("Unnamed");
        assertThat(directory.view().leftOut()).isEmpty();
    }

    @Test
    void aListOfRelaysThatCannotBeReadLeavesTheViewInUse() {
        tor.info("ns/all", "r x " + "y".repeat(40) + "\n" + entry().repeat(1) + "r ");
        tor.newConsensus();
        executor.advance(Duration.ofSeconds(20));
        assertThat(directory.problem()).isPresent();
        assertThat(directory.view().relays()).hasSize(3);
    }
}
