package org.eltor.relay.internal.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.eltor.relay.internal.document.SignedDescriptor.Flaw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorProofTest {
    private final SkipCounts skipped = new SkipCounts();

    private int read(byte[] text, boolean unchecked) {
        return new DescriptorCache(new Pool(), unchecked).read(text, skipped).size();
    }

    @Test
    void aSignedDescriptorIsRead() {
        assertThat(read(SignedDescriptor.with(Flaw.NONE), true)).isEqualTo(1);
        assertThat(skipped).hasToString("none");
    }

    @ParameterizedTest
    @CsvSource({
        "CERTIFICATE,line 2: the certificate is not signed by the key it names",
        "ONION_KEY,line 24: the cross-certificate is not by the onion key",
        "NTOR_KEY,line 30: the cross-certificate is not by the onion key",
        "FAMILY,line 36: the certificate is not signed by the key it names",
        "FAMILY_OF_ANOTHER,line 36: the certificate of the family is about another relay",
        "ED25519,line 45: the Ed25519 signature is not by the certified key",
        "RSA,line 46: the signature is not by the signing key"
    })
    void oneWithAFlawIsLeftOutAndCounted(Flaw flaw, String message) {
        assertThat(read(SignedDescriptor.with(flaw), true)).isZero();
        assertThat(skipped.first()).get().extracting(Throwable::getMessage).isEqualTo(message);
        assertThat(skipped).hasToString("1 descriptor with a wrong signature");
    }

    @ParameterizedTest
    @CsvSource({"uptime 100,uptime 101", "accept *:80,accept *:81", "10.0.0.1,10.0.0.2", "signed 10,sighed 10"})
    void noLineCanBeChanged(String before, String after) {
        String changed = new String(SignedDescriptor.with(Flaw.NONE), StandardCharsets.US_ASCII).replace(before, after);
        assertThat(read(changed.getBytes(StandardCharsets.US_ASCII), true)).isZero();
        assertThat(skipped).hasToString("1 descriptor with a wrong signature");
    }

    @Test
    void whatTorHasCheckedIsNotCheckedAgain() {
        assertThat(read(SignedDescriptor.with(Flaw.RSA), false)).isEqualTo(1);
    }

    @Test
    void aWrongOneIsNotHeldAgainstTheRightOne() {
        DescriptorCache cache = new DescriptorCache(new Pool(), true);
        byte[] right = SignedDescriptor.with(Flaw.NONE);
        byte[] stray = ("stray\n" + new String(right, StandardCharsets.US_ASCII)).getBytes(StandardCharsets.US_ASCII);
        assertThat(cache.read(stray, skipped)).isEmpty();
        assertThat(cache.read(right, skipped)).hasSize(1);
    }
}
