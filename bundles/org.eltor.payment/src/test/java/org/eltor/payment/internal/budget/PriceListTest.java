package org.eltor.payment.internal.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.WalletCapabilities;
import org.eltor.api.relay.PaymentTerms;
import org.junit.jupiter.api.Test;

class PriceListTest {
    private static final Payee OFFER = new Payee(PayeeKind.BOLT12_OFFER, "lno1qqqq");
    private static final Payee ADDRESS = new Payee(PayeeKind.LIGHTNING_ADDRESS, "relay@example.org");

    @Test
    void aCircuitCostsTenIntervalsWithTheirFees() {
        assertThat(prices(wallet(false, 100, 5000, PayeeKind.BOLT12_OFFER)).circuitCost(terms(1000, 0, OFFER)))
                .contains(MilliSatoshi.of(10 * (1000 + 100 + 5)));
    }

    @Test
    void aWalletOfWholeSatoshiRoundsUpEachPayment() {
        assertThat(prices(wallet(true, 1, 0, PayeeKind.BOLT12_OFFER)).circuitCost(terms(300, 0, OFFER)))
                .contains(MilliSatoshi.of(10 * (1000 + 1000)));
    }

    @Test
    void thePreferredWalletThatCanPayMakesThePrice() {
        WalletCapabilities addressesOnly = wallet(false, 1, 0, PayeeKind.LIGHTNING_ADDRESS);
        WalletCapabilities dear = wallet(false, 500, 0, PayeeKind.BOLT12_OFFER);

        assertThat(prices(addressesOnly, dear).circuitCost(terms(1000, 0, OFFER)))
                .contains(MilliSatoshi.of(15_000));
        assertThat(prices(addressesOnly, dear).circuitCost(terms(1000, 0, OFFER, ADDRESS)))
                .contains(MilliSatoshi.of(10_010));
    }

    @Test
    void freeRelaysCostNothingWithoutAnyWallet() {
        assertThat(prices().circuitCost(PaymentTerms.FREE)).contains(MilliSatoshi.ZERO);
    }

    @Test
    void relaysThatNobodyCanPayHaveNoPrice() {
        assertThat(prices().circuitCost(terms(1000, 0, OFFER))).isEmpty();
        assertThat(prices(wallet(false, 0, 0, PayeeKind.BOLT12_OFFER)).circuitCost(terms(1000, 0)))
                .isEmpty();
        assertThat(prices(wallet(false, 0, 0, PayeeKind.BOLT12_OFFER)).circuitCost(terms(1000, 1, OFFER)))
                .as("handshake fees are not paid")
                .isEmpty();
    }

    @Test
    void theSameWalletsMakeEqualPrices() {
        WalletCapabilities one = wallet(false, 1, 0, PayeeKind.BOLT12_OFFER);
        WalletCapabilities dear = wallet(false, 500, 0, PayeeKind.BOLT12_OFFER);

        assertThat(prices(one, dear)).isEqualTo(prices(one, dear)).hasSameHashCodeAs(prices(one, dear));
        assertThat(prices(one, dear)).isNotEqualTo(prices(dear, one)).isNotEqualTo(prices(one));
    }

    @Test
    void anAbsurdRateHasNoPrice() {
        PriceList prices = prices(wallet(false, 1, 1000, PayeeKind.BOLT12_OFFER));

        assertThat(prices.circuitCost(terms(Long.MAX_VALUE, 0, OFFER))).isEmpty();
        assertThat(prices.circuitCost(terms(Long.MAX_VALUE / 2000, 0, OFFER))).isPresent();
        assertThat(prices(wallet(false, 0, 0, PayeeKind.BOLT12_OFFER)).circuitCost(terms(Long.MAX_VALUE / 5, 0, OFFER)))
                .isEmpty();
    }

    @Test
    void theFirstPayeeThatAWalletKnowsIsPaid() {
        WalletCapabilities both = wallet(false, 0, 0, PayeeKind.LIGHTNING_ADDRESS, PayeeKind.BOLT12_OFFER);

        assertThat(PriceList.payee(both, List.of(OFFER, ADDRESS))).contains(0);
        assertThat(PriceList.payee(wallet(false, 0, 0, PayeeKind.LIGHTNING_ADDRESS), List.of(OFFER, ADDRESS)))
                .contains(1);
    }

    private static PriceList prices(WalletCapabilities... wallets) {
        return new PriceList(List.of(wallets));
    }

    private static WalletCapabilities wallet(boolean wholeSatoshi, long base, int ppm, PayeeKind... kinds) {
        return new WalletCapabilities(Set.of(kinds), wholeSatoshi, true, MilliSatoshi.of(base), ppm, Set.of());
    }

    private static PaymentTerms terms(long rate, long handshakeFee, Payee... payees) {
        return new PaymentTerms(
                MilliSatoshi.of(rate), Duration.ofSeconds(60), 10, MilliSatoshi.of(handshakeFee), List.of(payees));
    }
}
