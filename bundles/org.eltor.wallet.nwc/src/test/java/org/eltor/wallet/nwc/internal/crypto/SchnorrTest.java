package org.eltor.wallet.nwc.internal.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** BIP 340, all vectors. */
class SchnorrTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void signsAndVerifiesAllVectorsOfTheBip() throws IOException {
        List<String> lines =
                Vectors.read("bip340-test-vectors.csv").lines().skip(1).toList();
        assertThat(lines).hasSize(19);
        for (String line : lines) {
            String[] columns = line.toLowerCase(Locale.ROOT).split(",", -1);
            byte[] publicKey = HEX.parseHex(columns[2]);
            byte[] message = HEX.parseHex(columns[4]);
            byte[] signature = HEX.parseHex(columns[5]);
            assertThat(Schnorr.verify(publicKey, message, signature))
                    .as("vector %s", columns[0])
                    .isEqualTo(columns[6].equals("true"));
            if (!columns[1].isEmpty()) {
                byte[] secret = HEX.parseHex(columns[1]);
                assertThat(Secp256k1.publicKey(secret)).isEqualTo(publicKey);
                assertThat(Schnorr.sign(secret, message, HEX.parseHex(columns[3])))
                        .as("vector %s", columns[0])
                        .isEqualTo(signature);
            }
        }
    }
}
