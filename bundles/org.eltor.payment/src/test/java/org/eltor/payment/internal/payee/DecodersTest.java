package org.eltor.payment.internal.payee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.eltor.api.lightning.MilliSatoshi;
import org.junit.jupiter.api.Test;

/** What the decoders say to payees that are well-formed and cannot be paid, and to text that is not a payee at all. */
final class DecodersTest {
    private static final String REGTEST_CHAIN = "06226e46111a0b59caaf126043eb5bbf28c34f3a5e332a1fc7b2b73cf188910f";
    private static final String KEY = "02eec7245d6b7d2ccb30380bfbe2a3648cd7a942653f5aa340edcea1f283686619";
    private static final String ACINQ = "03864ef025fde8fb587d989186ce6a4a186895ee44a926bfc370e2c366597a3f8f";
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

    private static Bolt12Offer offer(long amount, String description, long expiry, Optional<String> node) {
        return new Bolt12Offer(
                List.of(REGTEST_CHAIN),
                Optional.empty(),
                amount == 0 ? OptionalLong.empty() : OptionalLong.of(amount),
                Optional.of(description),
                expiry == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(expiry)),
                List.of(node),
                OptionalLong.empty(),
                Optional.of(KEY));
    }

    private static Optional<String> refusal(Bolt12Offer offer, Network network) {
        return offer.refusal(Optional.of(network), MilliSatoshi.of(1000), NOW);
    }

    @Test
    void oneLineNamesWhyAnOfferCannotBePaid() {
        assertThat(refusal(offer(0, "", 0, Optional.empty()), Network.REGTEST)).isEmpty();
        assertThat(refusal(offer(1000, "relay", 0, Optional.of(KEY)), Network.REGTEST))
                .isEmpty();
        assertThat(refusal(offer(0, "", 0, Optional.empty()), Network.BITCOIN))
                .contains("is for another network than bitcoin");
        assertThat(refusal(offer(0, "", 1_800_000_000, Optional.empty()), Network.REGTEST))
                .contains("has expired");
        assertThat(refusal(offer(2000, "relay", 0, Optional.empty()), Network.REGTEST))
                .contains("asks for 2000 msat, the relay's rate is 1000 msat");
        assertThat(refusal(offer(0, "El Tor", 0, Optional.of(ACINQ)), Network.REGTEST))
                .hasValueSatisfying(reason -> assertThat(reason).contains("cut the payment's id"));
        assertThat(refusal(offer(0, "", 0, Optional.of(ACINQ)), Network.REGTEST))
                .isEmpty();
    }

    @Test
    void linksLeadOnlyWhereTheyMay() throws PayeeException {
        assertThat(Lnurl.parse("lnurlp://pay.example/a?b=c"))
                .isEqualTo(new WebAddress(true, "pay.example", 443, "/a?b=c"));
        assertThat(Lnurl.parse("lightning:lnurlp://ABC.onion:81/a"))
                .isEqualTo(new WebAddress(false, "abc.onion", 81, "/a"));
        for (String bad : List.of(
                "http://pay.example/",
                "ftp://pay.example/",
                "https:///nohost",
                "https://user@pay.example/",
                "https://pay.example:0/",
                "https://pay.example:99999/",
                "https://[::1]/",
                "https://pay example/",
                "https://pay.example/\r\nX: y",
                "https://" + "a".repeat(3000) + "/")) {
            assertThatThrownBy(() -> WebAddress.parse(bad)).isInstanceOf(PayeeException.class);
        }
    }

    @Test
    void namesAreUserAtDomain() throws PayeeException {
        PaymentName name = PaymentName.parse("₿Relay.One+x@Pay.Example");
        assertThat(name.lightningAddress())
                .isEqualTo(new WebAddress(true, "pay.example", 443, "/.well-known/lnurlp/relay.one+x"));
        assertThat(name.dnsName()).isEqualTo("relay.one+x.user._bitcoin-payment.pay.example.");
        assertThat(PaymentName.parse("a@b.onion").lightningAddress().secure()).isFalse();
        for (String bad :
                List.of("", "@", "a", "a@b", "a@b@c.d", "a/b@c.d", ".a@c.d", "a..b@c.d", "a@-c.d", "a@c..d")) {
            assertThatThrownBy(() -> PaymentName.parse(bad)).isInstanceOf(PayeeException.class);
        }
    }

    /** Whatever comes in, a decoder answers or refuses: nothing else is thrown. */
    @Test
    void noiseIsRefusedAndNothingElse() {
        Random random = new Random(7);
        List<String> seeds = List.of(
                "lno1pgx9getnwss8vetrw3hhyuckyypwa3eyt44h6txtxquqh7lz5djge4afgfjn7k4rgrkuag0jsd5xvxg",
                "lnbc2500u1pvjluezsp5zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zygspp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzq"
                        + "fqqqsyqcyq5rqwzqfqypqdq5xysxxatsyp3k7enxv4jsxqzpu9qrsgquk0rl77nj30yxdy8j9vdx85fkpmdla2087ne0xh8nhedh8w"
                        + "27kyke0lp53ut353s06fv3qfegext0eh0ymjpf39tuven09sam30g4vgpfna3rh",
                "LNURL1DP68GURN8GHJ7UM9WFMXJCM99E3K7MF0V9CXJ0M385EKVCENXC6R2C35XVUKXEFCV5MKVV34X5EKZD3EV56NYD3HXQURZEPEXEJX",
                "bitcoin:?lno=lno1abc&req-x=%zz",
                "user@pay.example");
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(seeds.get(i % seeds.size()));
            for (int change = random.nextInt(4); change >= 0; change--) {
                int at = random.nextInt(text.append(text.isEmpty() ? "x" : "").length());
                switch (random.nextInt(4)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, (char) (33 + random.nextInt(94)));
                    case 2 -> text.setLength(Math.max(1, at));
                    default -> text.setCharAt(at, (char) (33 + random.nextInt(94)));
                }
            }
            decodeAll(text.toString());
        }
    }

    private static void decodeAll(String text) {
        interface Decoder {
            Object decode(String text) throws PayeeException;
        }
        for (Decoder decoder : List.<Decoder>of(
                Bolt12Offer::parse,
                Bolt11Invoice::parse,
                Lnurl::parse,
                PaymentName::parse,
                PaymentUri::parse,
                WebAddress::parse)) {
            try {
                decoder.decode(text);
            } catch (PayeeException e) {
                assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(120);
            }
        }
    }
}
