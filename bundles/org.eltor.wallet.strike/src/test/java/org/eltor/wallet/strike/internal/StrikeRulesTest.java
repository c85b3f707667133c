package org.eltor.wallet.strike.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.wallet.contract.Configs;
import org.eltor.wallet.support.CallException;
import org.eltor.wallet.support.http.HttpReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrikeRulesTest {
    @ParameterizedTest
    @CsvSource({"0.00000001, 1000", "0.00100000, 100000000", "21, 2100000000000", "0, 0"})
    void readsBitcoin(String text, long msat) {
        assertThat(BitcoinAmount.parse(text, "amount")).isEqualTo(MilliSatoshi.of(msat));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1e3", "NaN", "0,1", "999999999", "0.000000000001"})
    void refusesWhatIsNoAmount(String text) {
        assertThatThrownBy(() -> BitcoinAmount.parse(text, "amount")).isInstanceOf(CallException.class);
    }

    @Test
    void writesWholeSatoshi() {
        assertThat(BitcoinAmount.of(MilliSatoshi.of(1_001)))
                .hasToString("{\"amount\":\"0.00000002\",\"currency\":\"BTC\"}");
    }

    @ParameterizedTest
    @CsvSource({"401, NOT_ALLOWED", "403, NOT_ALLOWED", "429, NO_ANSWER", "500, NO_ANSWER", "503, NO_ANSWER"})
    void whatIsNoAnswerIsNotTakenForOne(int status, CallException.Kind kind) {
        assertThatThrownBy(() -> StrikeAnswer.of(new HttpReply(status, "{}")))
                .isInstanceOfSatisfying(
                        CallException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(kind));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../balances", "a/b", "", "id?x=1"})
    void idsThatWouldChangeThePathAreRefused(String id) {
        assertThatThrownBy(() -> StrikeApi.safe(id)).isInstanceOf(CallException.class);
    }

    @Test
    void defaultSettings() throws IOException {
        StrikeSettings settings =
                StrikeWalletComponent.settings(Configs.of(StrikeWalletConfig.class, Map.of("key", "the-key")));
        assertThat(settings.base()).isEqualTo(URI.create("https://api.strike.me/v1"));
        assertThat(settings.toString()).doesNotContain("the-key");
    }
}
