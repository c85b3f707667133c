package org.eltor.devnet.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DirectoryDocumentsTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final RsaKey TAP = RelayKeys.generateTap();
    private static final PaymentOffer OFFER = PaymentOffer.of("lno1qq", 150, "eltor devnet exit0");

    private static RelayProfile profile(String nickname, boolean exit, List<String> family) {
        return new RelayProfile(nickname, "127.16.1.2", 20001, !exit, exit, 40_000, OFFER, family);
    }

    private static ForgedRelay relay(int index) {
        return ForgedRelay.of(profile("exit" + index, true, List.of()), RelayKeys.generate(TAP), NOW);
    }

    @Test
    void paymentLinesFollowTheContactLine() {
        String text = relay(0).descriptor().text();
        assertThat(text).contains("""
                hidden-service-dir
                contact eltor devnet exit0
                PaymentBolt12Offer lno1qq
                PaymentRateMsats 150
                PaymentInterval 60
                PaymentInvervalRounds 10
                ntor-onion-key\s""");
        assertThat(text).contains("\npublished 2026-01-02 03:03:05\n").contains("\naccept *:*\n");
    }

    @Test
    void identityCertificateFollowsTheFirstLine() { // dir-spec 2.1.1
        assertThat(relay(0).descriptor().text()).startsWith("router exit0 127.16.1.2 20001 0 0\nidentity-ed25519\n");
    }

    @Test
    void familyAndRejectingPolicyAreWritten() {
        RelayProfile profile = profile("relay0", false, List.of("A".repeat(40), "B".repeat(40)));
        ForgedRelay relay = ForgedRelay.of(profile, RelayKeys.generate(TAP), NOW);
        String family = "family $" + "A".repeat(40) + " $" + "B".repeat(40) + "\n";
        assertThat(relay.descriptor().text()).contains(family).contains("\nreject *:*\n");
        assertThat(relay.microdescriptor().text()).contains(family).doesNotContain("\np ");
        assertThat(profile.flags()).isEqualTo("Fast Guard HSDir Running Stable V2Dir Valid");
    }

    @Test
    void descriptorIsSignedByBothIdentities() throws GeneralSecurityException {
        ForgedRelay relay = relay(0);
        String text = relay.descriptor().text();
        int end = text.indexOf("router-signature\n") + "router-signature\n".length();
        byte[] digest = Bytes.sha1(Bytes.ascii(text.substring(0, end)));
        assertThat(relay.descriptor().digest()).isEqualTo(digest);
        byte[] identity = relay.keys().identity().publicDer();
        assertThat(Signatures.rsaRecover(identity, signature(text.substring(end))))
                .isEqualTo(digest);

        String keyword = "router-sig-ed25519 ";
        int start = text.indexOf(keyword) + keyword.length();
        byte[] hashed = Bytes.sha256(Bytes.ascii("Tor router descriptor signature v1" + text.substring(0, start)));
        byte[] signature = Base64.getDecoder().decode(text.substring(start, text.indexOf('\n', start)));
        assertThat(Signatures.edVerifies(relay.keys().signing().publicKey(), Bytes.concat(hashed, signature)))
                .isTrue();
    }

    @Test
    void consensusEntriesAreSortedByIdentityAndNameTheirDocuments() {
        Authority authority = new Authority();
        List<ForgedRelay> relays =
                IntStream.range(0, 5).mapToObj(DirectoryDocumentsTest::relay).toList();
        String text = new Consensus(Consensus.Flavor.NS, authority).text(relays, NOW);
        Matcher entries = Pattern.compile("(?m)^r exit\\d (\\S{27}) (\\S{27}) ").matcher(text);
        byte[] previous = new byte[0];
        for (int count = 0; count < 5; count++) {
            assertThat(entries.find()).isTrue();
            byte[] identity = Base64.getDecoder().decode(entries.group(1));
            assertThat(Arrays.compareUnsigned(previous, identity)).isNegative();
            previous = identity;
            byte[] digest = Base64.getDecoder().decode(entries.group(2));
            assertThat(relays)
                    .anySatisfy(r -> assertThat(r.descriptor().digest()).isEqualTo(digest));
        }
        assertThat(text)
                .contains("FlowCtrl=1-2")
                .contains("\nparams cc_alg=2\n")
                .contains("\np accept 1-65535\n");
    }

    @Test
    void eachFlavorIsSignedWithItsOwnDigest() throws GeneralSecurityException {
        Authority authority = new Authority();
        List<ForgedRelay> relays = List.of(relay(0));
        byte[] key = pemAfter(authority.certificate(NOW), "dir-signing-key\n");
        String ns = new Consensus(Consensus.Flavor.NS, authority).text(relays, NOW);
        String microdesc = new Consensus(Consensus.Flavor.MICRODESC, authority).text(relays, NOW);
        assertThat(Signatures.rsaRecover(key, signature(ns))).isEqualTo(Bytes.sha1(signedPart(ns)));
        assertThat(Signatures.rsaRecover(key, signature(microdesc))).isEqualTo(Bytes.sha256(signedPart(microdesc)));
        assertThat(microdesc)
                .startsWith("network-status-version 3 microdesc\n")
                .contains("directory-signature sha256 " + authority.v3Identity() + " ")
                .contains("\nm " + Bytes.base64(relays.get(0).microdescriptor().digest()) + "\n");
    }

    @Test
    void addressesOutsideLoopbackAreRefused() {
        assertThatThrownBy(() -> new RelayProfile("relay0", "10.0.0.1", 1, true, false, 1, OFFER, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] signedPart(String consensus) {
        String keyword = "directory-signature ";
        return Bytes.ascii(consensus.substring(0, consensus.indexOf(keyword) + keyword.length()));
    }

    private static byte[] signature(String text) {
        return pemAfter(text.substring(text.lastIndexOf("-----BEGIN SIGNATURE")), "");
    }

    private static byte[] pemAfter(String text, String keyword) {
        String pem = text.substring(text.indexOf(keyword) + keyword.length()).split("-----")[2];
        return Base64.getMimeDecoder().decode(pem);
    }
}
