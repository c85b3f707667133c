package org.eltor.relay.internal.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.relay.PaymentTerms;
import org.eltor.relay.internal.directory.Texts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptorParserTest {
    private static final String OFFER = "PaymentBolt12Offer " + Texts.OFFER;

    private static ServerDescriptor parse(String... lines) throws DocumentException {
        return Documents.descriptor(Texts.descriptor(7, lines));
    }

    private static void assertRefused(SkipReason reason, String... lines) {
        assertThatThrownBy(() -> parse(lines))
                .isInstanceOfSatisfying(
                        DocumentException.class, e -> assertThat(e.kind()).isEqualTo(reason));
    }

    @Test
    void readsTheLinesThatEveryRelayWrites() throws DocumentException {
        ServerDescriptor descriptor = parse("or-address [2001:db8::7]:5061", "or-address 10.9.9.9:5061");

        assertThat(descriptor.fingerprint()).isEqualTo(Texts.fingerprint(7));
        assertThat(descriptor.nickname()).isEqualTo("relay7");
        assertThat(descriptor.published()).isEqualTo("2026-01-01 00:00:00");
        assertThat(descriptor.addresses()).containsExactly("10.7.0.1", "2001:db8::7");
        assertThat(descriptor.congestionControl()).isTrue();
        assertThat(descriptor.exitPorts()).isEqualTo(PortSet.ALL);
        assertThat(descriptor.terms()).isEqualTo(PaymentTerms.FREE);
    }

    @Test
    void readsAllPaymentLinesInTheirOwnSpelling() throws DocumentException {
        PaymentTerms terms = parse(
                        OFFER,
                        "PaymentBip353 ₿relay@example.org",
                        "PaymentBolt11Lnurl LNURL1DP68GURN8GHJ7MRWW4EXC",
                        "PaymentBolt11LightningAddress relay@example.org",
                        "PaymentRateMsats 1000",
                        "PaymentInterval 30",
                        "PaymentInvervalRounds 8",
                        "PaymentHandshakeFee 50",
                        "PaymentBandwidthQuota 12345")
                .terms();

        assertThat(terms.rate()).isEqualTo(MilliSatoshi.of(1000));
        assertThat(terms.interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(terms.intervals()).isEqualTo(8);
        assertThat(terms.handshakeFee()).isEqualTo(MilliSatoshi.of(50));
        assertThat(terms.payees())
                .containsExactly(
                        new Payee(PayeeKind.BOLT12_OFFER, Texts.OFFER),
                        new Payee(PayeeKind.BIP353, "relay@example.org"),
                        new Payee(PayeeKind.LNURL_PAY, "LNURL1DP68GURN8GHJ7MRWW4EXC"),
                        new Payee(PayeeKind.LIGHTNING_ADDRESS, "relay@example.org"));
    }

    @Test
    void theMisspeltNumberOfRoundsComesFirst() throws DocumentException {
        assertThat(parse(OFFER, "PaymentIntervalRounds 4").terms().intervals()).isEqualTo(4);
        assertThat(parse("PaymentIntervalRounds 4", "PaymentInvervalRounds 6")
                        .terms()
                        .intervals())
                .isEqualTo(6);
    }

    @Test
    void moreRoundsThanThereAreIdsAreTen() throws DocumentException {
        assertThat(parse("PaymentInvervalRounds 25").terms().intervals()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"₿relay@example.org", "\u00e2\u0082\u00bfrelay@example.org", "\ufffdrelay@example.org"})
    void aBitcoinSignIsDroppedHoweverItWasDecoded(String name) throws DocumentException {
        assertThat(parse("PaymentBip353 " + name).terms().payees())
                .containsExactly(new Payee(PayeeKind.BIP353, "relay@example.org"));
    }

    @Test
    void unknownPaymentLinesAreIgnored() throws DocumentException {
        assertThat(parse("PaymentSomethingNew -1", "PaymentBandwidthQuota -1").terms())
                .isEqualTo(PaymentTerms.FREE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PaymentRateMsats -1",
                "PaymentRateMsats 99999999999999999999",
                "PaymentRateMsats 100000000001",
                "PaymentRateMsats 1.5",
                "PaymentRateMsats free",
                "PaymentRateMsats",
                "PaymentInterval 0",
                "PaymentInterval -60",
                "PaymentInterval 86401",
                "PaymentInvervalRounds 0",
                "PaymentInvervalRounds -10",
                "PaymentInvervalRounds 1000001",
                "PaymentHandshakeFee -1"
            })
    void termsThatMakeNoSenseAreRefusedWhole(String line) {
        assertRefused(SkipReason.REFUSED_TERMS, OFFER, line);
    }

    @Test
    void twoPricesAreRefused() throws DocumentException {
        assertRefused(SkipReason.REFUSED_TERMS, "PaymentRateMsats 1", "PaymentRateMsats 1000000");
        assertThat(parse("PaymentRateMsats 7", "PaymentRateMsats 7")
                        .terms()
                        .rate()
                        .msat())
                .isEqualTo(7);
    }

    @Test
    void anInstrumentThatCannotBeOneIsLeftOutAlone() throws DocumentException {
        assertThat(parse(
                                "PaymentBolt12Offer lnbc1notanoffer",
                                "PaymentBolt11LightningAddress a@b.c",
                                "PaymentRateMsats 5")
                        .terms()
                        .payees())
                .containsExactly(new Payee(PayeeKind.LIGHTNING_ADDRESS, "a@b.c"));
        assertThat(parse("PaymentBip353 a@b\u001b[2J", "PaymentRateMsats 5")
                        .terms()
                        .payees())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "FlowCtrl=1,false",
        "FlowCtrl=1-2,true",
        "FlowCtrl=2,true",
        "FlowCtrl=2-99999999999,false",
        "FlowCtrl=,false",
        "XFlowCtrl=2,false",
        "FlowCtrl=-2,false",
        "FlowCtrl=3-4,false"
    })
    void congestionControlIsVersionTwoOfFlowCtrl(String entry, boolean expected) throws DocumentException {
        String text = Texts.descriptor(7).replace("FlowCtrl=1-2", entry);
        assertThat(Documents.descriptor(text).congestionControl()).isEqualTo(expected);
        assertThat(Documents.descriptor(Texts.descriptor(7).replace("FlowCtrl=1-2", "FlowCtrl=1,2"))
                        .congestionControl())
                .isTrue();
    }

    @Test
    void hostileNicknamesAreReplaced() throws DocumentException {
        for (String nickname : List.of("\u001b[31mred", "x".repeat(20), "über", "<script>")) {
            assertThat(Documents.descriptor(Texts.descriptor(7).replace("router relay7", "router " + nickname))
                            .nickname())
                    .isEqualTo("Unnamed");
        }
    }

    @Test
    void linesInsideOfObjectsAreNoItems() throws DocumentException {
        assertThat(parse("x-key\n-----BEGIN X-----\nPaymentRateMsats 5\n-----END X-----")
                        .terms())
                .isEqualTo(PaymentTerms.FREE);
    }

    @Test
    void whatBreaksTheFormSkipsTheRelay() {
        assertRefused(SkipReason.MALFORMED_DESCRIPTOR, "fingerprint 0000");
        assertRefused(SkipReason.MALFORMED_DESCRIPTOR, "fingerprint " + "A".repeat(40));
        assertRefused(SkipReason.MALFORMED_DESCRIPTOR, "published yesterday");
        assertRefused(SkipReason.MALFORMED_POLICY, "accept nowhere");
        assertRefused(SkipReason.TOO_LARGE, "contact " + "x".repeat(70_000));
        for (String text : List.of(
                "", "router", "router a 10.0.0.1 0", "router a 300.0.0.1 1", "router a 10.0.0.1 70000", "nothing")) {
            assertThatThrownBy(() -> Documents.descriptor(text)).isInstanceOf(DocumentException.class);
        }
    }
}
