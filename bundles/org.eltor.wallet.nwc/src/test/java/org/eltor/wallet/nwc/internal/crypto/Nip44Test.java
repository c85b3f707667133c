package org.eltor.wallet.nwc.internal.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.eltor.wallet.support.Json;
import org.junit.jupiter.api.Test;

/** NIP-44, all vectors, and NIP-04. */
class Nip44Test {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void derivesConversationKeys() throws IOException {
        for (JsonNode vector : valid("get_conversation_key", 35)) {
            assertThat(Nip44.conversationKey(hex(vector, "sec1"), hex(vector, "pub2")))
                    .isEqualTo(hex(vector, "conversation_key"));
        }
    }

    @Test
    void refusesWhatIsNoKey() throws IOException {
        for (JsonNode vector : invalid("get_conversation_key", 8)) {
            assertThatThrownBy(() -> Nip44.conversationKey(hex(vector, "sec1"), hex(vector, "pub2")))
                    .as(vector.get("note").textValue())
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void derivesMessageKeys() throws IOException {
        JsonNode all = vectors().get("valid").get("get_message_keys");
        assertThat(all.get("keys")).hasSize(32);
        for (JsonNode vector : all.get("keys")) {
            Nip44.MessageKeys keys = Nip44.messageKeys(hex(all, "conversation_key"), hex(vector, "nonce"));
            assertThat(keys.cipherKey()).isEqualTo(hex(vector, "chacha_key"));
            assertThat(keys.cipherNonce()).isEqualTo(hex(vector, "chacha_nonce"));
            assertThat(keys.macKey()).isEqualTo(hex(vector, "hmac_key"));
        }
    }

    @Test
    void padsAsTheVectorsSay() throws IOException {
        for (JsonNode vector : valid("calc_padded_len", 24)) {
            assertThat(Nip44.paddedLength(vector.get(0).intValue()))
                    .isEqualTo(vector.get(1).intValue());
        }
    }

    @Test
    void encryptsAndDecrypts() throws IOException, CipherException {
        for (JsonNode vector : valid("encrypt_decrypt", 10)) {
            byte[] key = hex(vector, "conversation_key");
            byte[] other = Secp256k1.publicKey(hex(vector, "sec2"));
            assertThat(Nip44.conversationKey(hex(vector, "sec1"), other)).isEqualTo(key);
            String text = vector.get("plaintext").textValue();
            String payload = vector.get("payload").textValue();
            assertThat(Nip44.encrypt(text, key, hex(vector, "nonce"))).isEqualTo(payload);
            assertThat(Nip44.decrypt(payload, key)).isEqualTo(text);
        }
    }

    @Test
    void encryptsAndDecryptsLongTexts() throws IOException, CipherException {
        for (JsonNode vector : valid("encrypt_decrypt_long_msg", 3)) {
            byte[] key = hex(vector, "conversation_key");
            String text = vector.get("pattern")
                    .textValue()
                    .repeat(vector.get("repeat").intValue());
            assertThat(sha256(text)).isEqualTo(vector.get("plaintext_sha256").textValue());
            String payload = Nip44.encrypt(text, key, hex(vector, "nonce"));
            assertThat(sha256(payload)).isEqualTo(vector.get("payload_sha256").textValue());
            assertThat(Nip44.decrypt(payload, key)).isEqualTo(text);
        }
    }

    @Test
    void refusesLengthsOutOfRange() throws IOException {
        for (JsonNode length : invalid("encrypt_msg_lengths", 4)) {
            String text = "x".repeat(length.intValue());
            assertThatThrownBy(() -> Nip44.encrypt(text, new byte[32], new byte[32]))
                    .isInstanceOf(CipherException.class);
        }
    }

    @Test
    void refusesPayloadsThatAreWrong() throws IOException {
        for (JsonNode vector : invalid("decrypt", 12)) {
            assertThatThrownBy(() -> Nip44.decrypt(vector.get("payload").textValue(), hex(vector, "conversation_key")))
                    .as(vector.get("note").textValue())
                    .isInstanceOf(CipherException.class);
        }
    }

    @Test
    void oldEncryptionComesBackToo() throws CipherException {
        SecureRandom random = new SecureRandom();
        byte[] one = HEX.parseHex("00".repeat(31) + "01");
        byte[] two = HEX.parseHex("00".repeat(31) + "02");
        String payload = Encryption.NIP04.encrypt("{\"ü\":1}", one, Secp256k1.publicKey(two), random);
        assertThat(Encryption.NIP04.decrypt(payload, two, Secp256k1.publicKey(one)))
                .isEqualTo("{\"ü\":1}");
        assertThatThrownBy(() -> Encryption.NIP04.decrypt("AAAA", two, Secp256k1.publicKey(one)))
                .isInstanceOf(CipherException.class);
        assertThatThrownBy(() -> Encryption.NIP04.decrypt("?iv=", two, Secp256k1.publicKey(one)))
                .isInstanceOf(CipherException.class);
    }

    private static JsonNode vectors() throws IOException {
        return Json.parse(Vectors.read("nip44.vectors.json")).get("v2");
    }

    private static JsonNode valid(String name, int count) throws IOException {
        JsonNode result = vectors().get("valid").get(name);
        assertThat(result).hasSize(count);
        return result;
    }

    private static JsonNode invalid(String name, int count) throws IOException {
        JsonNode result = vectors().get("invalid").get(name);
        assertThat(result).hasSize(count);
        return result;
    }

    private static byte[] hex(JsonNode node, String field) {
        return HEX.parseHex(node.get(field).textValue());
    }

    private static String sha256(String text) {
        return HEX.formatHex(Hashes.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }
}
