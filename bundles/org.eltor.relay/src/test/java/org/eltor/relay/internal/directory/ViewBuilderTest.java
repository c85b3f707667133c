package org.eltor.relay.internal.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.document.DescriptorCache;
import org.eltor.relay.internal.document.DocumentException;
import org.eltor.relay.internal.document.Pool;
import org.eltor.relay.internal.document.ServerDescriptor;
import org.eltor.relay.internal.document.SkipCounts;
import org.junit.jupiter.api.Test;

class ViewBuilderTest {
    private final ViewBuilder builder = new ViewBuilder();

    private ViewBuilder.Result build(String status, String descriptors) throws DocumentException {
        return builder.build(
                new DirectoryText(true, status, descriptors, "", Optional.empty(), Optional.empty(), Map.of()), true);
    }

    private static String status(int relays) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= relays; i++) {
            text.append(Texts.entry(i, "Exit Guard Running Valid", 100));
        }
        return text.toString();
    }

    private static RelayDescriptor relay(ViewBuilder.Result result, int number) {
        return result.view().relay(Texts.fingerprint(number)).orElseThrow();
    }

    @Test
    void joinsEntryAndDescriptor() throws DocumentException {
        ViewBuilder.Result result = build(
                status(2),
                "@type server-descriptor 1.0\n"
                        + Texts.descriptor(
                                1, "PaymentRateMsats 9", "or-address [2001:db8::1]:1", "ipv6-policy accept 80")
                        + "@type server-descriptor 1.0\n"
                        + Texts.descriptor(3));

        assertThat(result.view().relays()).hasSize(1); // 2 has no descriptor, 3 is not in the consensus
        RelayDescriptor relay = relay(result, 1);
        assertThat(relay.bandwidth()).isEqualTo(100);
        assertThat(relay.addresses()).containsExactly("10.1.0.1", "2001:db8::1");
        assertThat(relay.deliversPaymentIds()).isTrue();
        assertThat(relay.exitPorts().test(443)).isTrue();
        assertThat(relay.exitPortsIpv6().test(80)).isTrue();
        assertThat(relay.exitPortsIpv6().test(443)).isFalse();
        assertThat(relay.terms().rate().msat()).isEqualTo(9);
        assertThat(result.listed()).isEqualTo(2);
        assertThat(result.described()).isEqualTo(2);
    }

    @Test
    void familyMustBeMutual() throws DocumentException {
        String two = Texts.fingerprint(2).toString();
        ViewBuilder.Result result = build(
                status(4),
                Texts.descriptor(1, "family " + two + "~relay2 $nonsense relay4 !!!")
                        + Texts.descriptor(2, "family " + Texts.fingerprint(1).hex() + "=relay1")
                        + Texts.descriptor(3, "family " + two + " " + Texts.fingerprint(3))
                        + Texts.descriptor(4, "family RELAY1"));

        assertThat(relay(result, 1).family()).containsExactlyInAnyOrder(Texts.fingerprint(2), Texts.fingerprint(4));
        assertThat(relay(result, 2).family()).containsExactly(Texts.fingerprint(1));
        assertThat(relay(result, 3).family()).isEmpty();
        assertThat(relay(result, 4).family()).containsExactly(Texts.fingerprint(1));
    }

    @Test
    void oneFamilyKeyMakesAFamily() throws DocumentException {
        ViewBuilder.Result result = build(
                status(3),
                Texts.descriptor(1, certificate(1))
                        + Texts.descriptor(2, certificate(1))
                        + Texts.descriptor(3, certificate(2)));

        assertThat(relay(result, 1).family()).containsExactly(Texts.fingerprint(2));
        assertThat(relay(result, 2).family()).containsExactly(Texts.fingerprint(1));
        assertThat(relay(result, 3).family()).isEmpty();
    }

    /** A certificate whose "signed with" key is all {@code key}; tor has looked at the signature. */
    private static String certificate(int key) {
        byte[] bytes = new byte[40 + 4 + 2 + 4 + 32 + 64];
        bytes[0] = 1;
        bytes[1] = 12;
        bytes[6] = 1;
        bytes[39] = 2;
        bytes[41] = 2; // an extension of another type comes first
        bytes[42] = 9;
        bytes[47] = 32;
        bytes[48] = 4;
        Arrays.fill(bytes, 50, 82, (byte) key);
        return "family-cert\n-----BEGIN FAMILY CERT-----\n"
                + Base64.getEncoder().encodeToString(bytes) + "\n-----END FAMILY CERT-----";
    }

    @Test
    void hostileFamilyCertificatesAreIgnored() throws DocumentException {
        for (String body : List.of("", "AA==", "!!!", "A".repeat(4000))) {
            ViewBuilder.Result result = build(
                    status(1),
                    Texts.descriptor(
                            1, "family-cert\n-----BEGIN FAMILY CERT-----\n" + body + "\n-----END FAMILY CERT-----"));
            assertThat(relay(result, 1).family()).isEmpty();
        }
    }

    @Test
    void theNewestDescriptorOfARelayCounts() throws DocumentException {
        String older = Texts.descriptor(1, "PaymentRateMsats 1").replace("2026-01-01", "2025-12-31");
        String newer = Texts.descriptor(1, "PaymentRateMsats 2");
        for (String text : List.of(older + newer, newer + older)) {
            ViewBuilder.Result result = build(status(1), text);
            assertThat(relay(result, 1).terms().rate().msat()).isEqualTo(2);
            assertThat(result.skipped()).hasToString("1 duplicate");
        }
    }

    @Test
    void refusedTermsTakeTheRelayOutAndAreCounted() throws DocumentException {
        ViewBuilder.Result result = build(status(2), Texts.descriptor(1, "PaymentRateMsats -5") + Texts.descriptor(2));
        assertThat(result.view().relays())
                .extracting(RelayDescriptor::fingerprint)
                .containsExactly(Texts.fingerprint(2));
        assertThat(result.skipped()).hasToString("1 refused payment terms");
    }

    @Test
    void unchangedDescriptorsAreNotParsedAgain() throws DocumentException {
        DescriptorCache cache = new DescriptorCache(new Pool(), false);
        String one = Texts.descriptor(1);
        String two = Texts.descriptor(2, "PaymentRateMsats 1");
        cache.read((one + two).getBytes(StandardCharsets.UTF_8), new SkipCounts());
        cache.read((two + one).getBytes(StandardCharsets.UTF_8), new SkipCounts());
        assertThat(cache.parsed()).isEqualTo(2);

        Map<Fingerprint, ServerDescriptor> read = cache.read(
                (one + two.replace("PaymentRateMsats 1", "PaymentRateMsats 2")).getBytes(StandardCharsets.UTF_8),
                new SkipCounts());
        assertThat(cache.parsed()).isEqualTo(3);
        assertThat(read.get(Texts.fingerprint(2)).terms().rate().msat()).isEqualTo(2);
    }
}
