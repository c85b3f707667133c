package org.eltor.devnet.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.Test;

class KeyEncodingTest {

    private static final HexFormat HEX = HexFormat.of();

    @Test
    void derIntegersAreMinimalAndSigned() { // X.690 8.3
        byte[] der = Der.sequence(List.of(BigInteger.ZERO, BigInteger.valueOf(127), BigInteger.valueOf(128)));
        assertThat(HEX.formatHex(der)).isEqualTo("300a020100" + "02017f" + "02020080");
    }

    @Test
    void derLengthsAbove127TakeTheLongForm() { // X.690 8.1.3.5
        byte[] hundredFifty = Der.sequence(List.of(BigInteger.ONE.shiftLeft(150 * 8 - 2)));
        assertThat(HEX.formatHex(hundredFifty)).startsWith("308199" + "028196" + "40");
        byte[] threeHundred = Der.sequence(List.of(BigInteger.ONE.shiftLeft(300 * 8 - 2)));
        assertThat(HEX.formatHex(threeHundred)).startsWith("30820130" + "0282012c" + "40");
    }

    @Test
    void rsaKeysAreReadAgainByTheJdk() throws GeneralSecurityException {
        RsaKey key = RsaKey.generate(1024);
        // PKCS#8 of a 1024 bit key: version, algorithm and OCTET STRING around the PKCS#1 form
        byte[] pkcs1 = pemContent(key.privatePem());
        byte[] pkcs8 = HEX.parseHex(
                String.format("3082%04x020100300d06092a864886f70d01010105000482%04x", pkcs1.length + 22, pkcs1.length)
                        + HEX.formatHex(pkcs1));
        PrivateKey read = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        Cipher encrypt = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        encrypt.init(Cipher.ENCRYPT_MODE, read);
        byte[] digest = new byte[20];
        assertThat(encrypt.doFinal(digest)).isEqualTo(key.sign(digest));
        assertThat(Signatures.rsaRecover(key.publicDer(), key.sign(digest))).isEqualTo(digest);
    }

    @Test
    void pemLinesHave64Columns() {
        String pem = Pem.encode("SIGNATURE", new byte[128]);
        assertThat(pem).startsWith("-----BEGIN SIGNATURE-----\n").endsWith("\n-----END SIGNATURE-----\n");
        assertThat(pem.lines()).hasSize(5).allMatch(line -> line.length() <= 64);
    }

    @Test
    void curve25519FormBelongsToTheSameSecret() throws GeneralSecurityException { // RFC 7748
        for (int i = 0; i < 20; i++) {
            EdKey key = EdKey.generate();
            assertThat(x25519Public(key.curve25519Secret())).isEqualTo(key.curve25519Public());
        }
    }

    @Test
    void secretsAreClamped() {
        for (int i = 0; i < 20; i++) {
            byte[] secret = EdKey.generate().expandedSecret();
            assertThat(secret).hasSize(64);
            assertThat(secret[0] & 0x07).isZero();
            assertThat(secret[31] & 0xc0).isEqualTo(0x40);
        }
    }

    @Test
    void identityCertificateNamesItsSigner() throws GeneralSecurityException { // cert-spec 2.1
        EdKey master = EdKey.generate();
        EdKey signing = EdKey.generate();
        byte[] certificate = pemContent(EdCertificate.identity(master, signing, Instant.ofEpochSecond(7200)));
        ByteBuffer buffer = ByteBuffer.wrap(certificate);
        assertThat(certificate).hasSize(140);
        assertThat(new byte[] {buffer.get(), buffer.get()}).containsExactly(1, 4);
        assertThat(buffer.getInt()).isEqualTo(2); // hours
        assertThat(HEX.formatHex(certificate, 7, 39)).isEqualTo(HEX.formatHex(signing.publicKey()));
        assertThat(HEX.formatHex(certificate, 39, 44)).isEqualTo("0100200400");
        assertThat(HEX.formatHex(certificate, 44, 76)).isEqualTo(HEX.formatHex(master.publicKey()));
        assertThat(Signatures.edVerifies(master.publicKey(), certificate)).isTrue();
    }

    @Test
    void ntorCrossCertificateIsSignedByTheNtorKey() throws GeneralSecurityException {
        EdKey ntor = EdKey.generate();
        EdKey master = EdKey.generate();
        byte[] certificate = pemContent(EdCertificate.ntorCrossCertificate(ntor, master, Instant.ofEpochSecond(7200)));
        assertThat(certificate).hasSize(104);
        assertThat(HEX.formatHex(certificate, 7, 40)).isEqualTo(HEX.formatHex(master.publicKey()) + "00");
        assertThat(Signatures.edVerifies(ntor.publicKey(), certificate)).isTrue();
    }

    private static byte[] pemContent(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]+-----", ""));
    }

    /** Multiplies the base point, u = 9, with the secret. */
    private static byte[] x25519Public(byte[] secret) throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance("X25519");
        PublicKey base = factory.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, BigInteger.valueOf(9)));
        KeyAgreement agreement = KeyAgreement.getInstance("X25519");
        agreement.init(factory.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, secret)));
        agreement.doPhase(base, true);
        return agreement.generateSecret();
    }

    @Test
    void ed25519SignaturesVerify() throws GeneralSecurityException {
        EdKey key = EdKey.generate();
        byte[] message = {1, 2, 3};
        byte[] signed = Bytes.concat(message, key.sign(message));
        assertThat(Signatures.edVerifies(key.publicKey(), signed)).isTrue();
        assertThat(key.signBit()).isEqualTo(key.publicKey()[31] < 0 ? 1 : 0);
    }
}
