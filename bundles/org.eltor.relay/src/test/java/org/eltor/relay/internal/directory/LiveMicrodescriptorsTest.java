package org.eltor.relay.internal.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.eltor.api.relay.PaymentTerms;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayDirectory;
import org.eltor.testkit.ScriptedTor;
import org.eltor.testkit.SteppedExecutor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A tor as it is by default: it works with microdescriptors. {@code ns/all} then has no policies, {@code desc/*} is not
 * available, and {@code md/all} joins the microdesc consensus by the digests of its {@code m} lines.
 */
class LiveMicrodescriptorsTest implements DirectoryOutlet {
    private static final String CONSENSUS = "dir/status-vote/current/consensus-microdesc";
    private static final String FLAGS = "Exit Fast Guard Running Stable Valid";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final SteppedExecutor executor = new SteppedExecutor();
    private ScriptedTor tor = ScriptedTor.stock(executor);
    private LiveDirectory directory;
    private RelayDirectory shown;

    @Override
    public void show(RelayDirectory usable) {
        shown = usable;
    }

    @Override
    public void hide() {
        shown = null;
    }

    @BeforeEach
    void torHasMicrodescriptors() {
        prepare();
    }

    private void prepare() {
        tor.torrc("UseMicrodescriptors", "auto");
        for (int number = 1; number <= 4; number++) {
            tor.addRelay(Texts.relay(
                    number, FLAGS, "PaymentBolt12Offer " + Texts.OFFER, "PaymentRateMsats " + 1000 * number));
        }
        documents(executor.clock().instant());
        directory = new LiveDirectory(tor.control(), DirectoryTimes.STANDARD, executor.clock(), executor, this);
    }

    /** Relays 1 and 2 are one family; relay 4 lets through the web only, and relay 1 port 443 to IPv6. */
    private static String microdescriptor(int number) {
        return "onion-key\nntor-onion-key OVG1J2sJWCMp9TfusHdEHNc9I77NSdTlquUeCAHOuEI\n"
                + (number <= 2 ? "family " + Texts.fingerprint(1) + " " + Texts.fingerprint(2) + "\n" : "")
                + "p accept " + (number == 4 ? "80,443" : "1-65535") + "\n"
                + (number == 1 ? "p6 accept 443\n" : "")
                + "id ed25519 " + "cvBD6VtTgGHX9teN59R3rGppq4ZBEvz/v74QOAlu3N" + "ABCDE".charAt(number) + "\n";
    }

    private void documents(Instant validAfter) {
        Instant freshUntil = validAfter.plus(Duration.ofHours(1));
        Instant validUntil = validAfter.plus(Duration.ofHours(3));
        tor.info("consensus/valid-after", TIME.format(validAfter));
        tor.info("consensus/fresh-until", TIME.format(freshUntil));
        tor.info("consensus/valid-until", TIME.format(validUntil));
        StringBuilder consensus = new StringBuilder("network-status-version 3 microdesc\nvote-status consensus\n"
                + "consensus-method 33\nvalid-after " + TIME.format(validAfter) + "\nfresh-until "
                + TIME.format(freshUntil) + "\nvalid-until " + TIME.format(validUntil) + "\nknown-flags " + FLAGS
                + "\n");
        StringBuilder microdescriptors = new StringBuilder();
        for (int number = 1; number <= 4; number++) {
            consensus.append("r relay" + number + " " + Texts.base64(number) + " 2038-01-01 00:00:00 10." + number
                    + ".0.1 5061 0\nm " + digest(microdescriptor(number)) + "\ns " + FLAGS + "\npr FlowCtrl="
                    + (number == 3 ? "1" : "1-2") + "\nw Bandwidth=1000\n");
            microdescriptors.append(microdescriptor(number));
        }
        tor.info(
                CONSENSUS,
                consensus + "directory-footer\nbandwidth-weights Wgg=4321\n"
                        + "directory-signature 00 00\n-----BEGIN SIGNATURE-----\nAA==\n-----END SIGNATURE-----\n");
        tor.info("md/all", microdescriptors.toString());
    }

    private static String digest(String text) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().withoutPadding().encodeToString(sha256);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private void wait(int milliseconds) {
        executor.advance(Duration.ofMillis(milliseconds));
    }

    private RelayDescriptor relay(int number) {
        return directory.view().relay(Texts.fingerprint(number)).orElseThrow();
    }

    private long questions(String key) {
        return tor.commandLines("GETINFO").stream()
                .filter(line -> line.equals("GETINFO " + key))
                .count();
    }

    @Test
    void familiesAndPoliciesComeFromMicrodescriptors() {
        directory.start();
        wait(10);
        assertThat(shown).isSameAs(directory);
        assertThat(directory.view().relays()).hasSize(4);
        assertThat(relay(1).family()).containsExactly(Texts.fingerprint(2));
        assertThat(relay(3).family()).isEmpty();
        assertThat(relay(4).exitPorts().test(443)).isTrue();
        assertThat(relay(4).exitPorts().test(22)).isFalse();
        assertThat(relay(3).exitPorts().test(22)).isTrue();
        assertThat(relay(1).exitPortsIpv6().test(443)).isTrue();
        assertThat(relay(1).exitPortsIpv6().test(80)).isFalse();
        assertThat(relay(3).exitPortsIpv6().test(443)).as("no p6").isFalse();
        assertThat(relay(3).deliversPaymentIds()).isFalse();
        assertThat(relay(4).deliversPaymentIds()).isTrue();
        assertThat(directory.view().bandwidthWeight("Wgg")).hasValue(4321);
    }

    @Test
    void saysThatPricesAreUnknown() {
        directory.start();
        wait(10);
        assertThat(directory.view().relays()).extracting(RelayDescriptor::terms).containsOnly(PaymentTerms.FREE);
        assertThat(directory.problem())
                .hasValue("Tor fetches no server descriptors, which hold what relays ask: all relays count as free; set"
                        + " \"FetchUselessDescriptors 1\" or \"UseMicrodescriptors 0\" in the torrc to see their"
                        + " prices");
    }

    @Test
    void termsComeFromServerDescriptorsWhereTorFetchesThemToo() {
        tor.torrc("FetchUselessDescriptors", "1");
        directory.start();
        wait(10);
        assertThat(directory.problem()).isEmpty();
        assertThat(relay(3).terms().rate().msat()).isEqualTo(3000);
        assertThat(relay(1).family()).containsExactly(Texts.fingerprint(2)); // the server descriptors name nobody
        assertThat(relay(4).exitPorts().test(22)).isFalse(); // as the authorities say, not as the relay does
    }

    @Test
    void whatRelaysAskBecomesKnownWithTheOption() {
        directory.start();
        wait(10);
        tor.control().setConf(Map.of("FetchUselessDescriptors", "1"));
        wait(20_000);
        assertThat(relay(2).terms().rate().msat()).isEqualTo(2000);
        assertThat(directory.problem()).isEmpty();
    }

    @Test
    void aRelayWithoutItsMicrodescriptorIsLeftOut() {
        tor.info("md/all", microdescriptor(1) + microdescriptor(2) + microdescriptor(3));
        directory.start();
        wait(10);
        assertThat(directory.view().relays()).hasSize(3);

        documents(executor.clock().instant());
        tor.newDescriptors(java.util.List.of(Texts.fingerprint(4)));
        wait(20_000);
        assertThat(directory.view().relays()).hasSize(4);
    }

    @Test
    void theConsensusIsSentOnceForEachWayOfWorking() {
        directory.start();
        wait(20_000);
        for (int i = 0; i < 3; i++) {
            tor.newDescriptors(java.util.List.of(Texts.fingerprint(1)));
            wait(20_000);
        }
        assertThat(questions(CONSENSUS)).isEqualTo(1);
        assertThat(questions("md/all")).isEqualTo(4);

        tor.control().setConf(Map.of("UseMicrodescriptors", "0"));
        wait(20_000);
        assertThat(questions("md/all")).isEqualTo(4);
        assertThat(questions("dir/status-vote/current/consensus")).isEqualTo(1);
    }

    @Test
    void aRelayIsKnownByItsMicrodescriptor() {
        directory.start();
        wait(10);
        var answer = directory
                .unknown(Set.of(Texts.fingerprint(1), Texts.fingerprint(77)))
                .toCompletableFuture();
        wait(10);
        assertThat(answer.join()).containsExactly(Texts.fingerprint(77));
        assertThat(questions("desc/id/" + Texts.fingerprint(1).hex())).isZero();
    }

    @Test
    void anEltorDaemonsRelaysAreNotTakenForFree() {
        tor = ScriptedTor.eltor(executor);
        prepare();
        directory.start();
        wait(10);
        assertThat(shown).isNull();
        assertThat(directory.problem()).get().asString().contains("set \"UseMicrodescriptors 0\"");
    }
}
