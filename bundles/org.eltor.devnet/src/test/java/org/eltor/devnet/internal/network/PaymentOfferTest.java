package org.eltor.devnet.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PaymentOfferTest {

    private static final String BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

    @Test
    void freeRelaysHaveNoPaymentLine() {
        assertThat(PaymentOffer.free("nobody").descriptorLines()).isEqualTo("contact nobody\n");
    }

    @Test
    void handshakeFeeComesLast() {
        PaymentOffer offer = new PaymentOffer("lno1qq", 1, 2, 3, 4, "x");
        assertThat(offer.descriptorLines()).endsWith("PaymentInvervalRounds 3\nPaymentHandshakeFee 4\n");
    }

    @Test
    void lineBreaksAreRefused() {
        assertThatThrownBy(() -> PaymentOffer.free("a\nreject *:*")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PaymentOffer.of("lno1\n", 1, "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PaymentOffer.of("lno1", -1, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void testOffersAreTlvStreamsForRegtest() { // BOLT12 "Encoding" and offer fields 2, 10, 22
        String offer = TestOffers.create("exit0", new SplittableRandom(7));
        assertThat(offer).startsWith("lno1");
        String hex = decode(offer.substring(4));
        assertThat(hex)
                .startsWith("0220" + "06226e46111a0b59caaf126043eb5bbf28c34f3a5e332a1fc7b2b73cf188910f")
                .contains("0a05" + HexFormat.of().formatHex("exit0".getBytes()) + "162102")
                .hasSize(2 * (34 + 7 + 35));
        assertThat(TestOffers.create("exit0", new SplittableRandom(8))).isNotEqualTo(offer);
    }

    /** Collects the bits; what does not fill a byte must be zero. */
    private static String decode(String text) {
        StringBuilder bits = new StringBuilder();
        for (char c : text.toCharArray()) {
            bits.append(Integer.toBinaryString(32 | BECH32.indexOf(c)).substring(1));
        }
        int whole = bits.length() / 8;
        assertThat(bits.substring(whole * 8)).matches("0{0,4}");
        byte[] bytes = new byte[whole];
        for (int i = 0; i < whole; i++) {
            bytes[i] = (byte) Integer.parseInt(bits.substring(i * 8, i * 8 + 8), 2);
        }
        return HexFormat.of().formatHex(bytes);
    }
}
