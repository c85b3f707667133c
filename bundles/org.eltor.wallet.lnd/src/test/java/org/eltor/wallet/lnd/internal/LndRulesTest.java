package org.eltor.wallet.lnd.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentHash;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.wallet.contract.Configs;
import org.eltor.wallet.support.CallException;
import org.eltor.wallet.support.Json;
import org.eltor.wallet.support.http.HttpReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LndRulesTest {
    private static final PaymentHash HASH = new PaymentHash("ab".repeat(32));

    @ParameterizedTest
    @CsvSource({
        "FAILURE_REASON_NO_ROUTE, Failed",
        "FAILURE_REASON_TIMEOUT, Failed",
        "FAILURE_REASON_ERROR, Failed",
        "FAILURE_REASON_INCORRECT_PAYMENT_DETAILS, Failed",
        "FAILURE_REASON_CANCELED, Failed",
        "FAILURE_REASON_INSUFFICIENT_BALANCE, Rejected"
    })
    void aFailedPaymentIsFinal(String reason, String outcome) {
        assertThat(payment("FAILED", reason).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void whatIsInFlightIsNotFailed() {
        assertThat(payment("IN_FLIGHT", "FAILURE_REASON_NONE")).isInstanceOf(PaymentResult.Pending.class);
        assertThat(payment("INITIATED", "FAILURE_REASON_NONE")).isInstanceOf(PaymentResult.Pending.class);
        assertThatThrownBy(() -> payment("PONDERING", "")).isInstanceOf(CallException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "409, 6, payment is in transition, Pending",
        "409, 6, payment already exists, Pending",
        "400, 3, invalid payment request, Failed",
        "500, 2, invoice expired. Valid until 2025-01-01, Failed",
        "500, 2, checksum failed. Expected a got b., Failed",
        "503, 14, wallet locked, Unknown",
        "500, 2, database is closed, Unknown"
    })
    void errorsMeanWhatTheyAreDocumentedToMean(int status, int code, String message, String outcome) {
        LndAnswer answer = LndAnswer.ofStream(
                new HttpReply(status, "{\"code\":" + code + ",\"message\":\"" + message + "\",\"details\":[]}"));
        assertThat(LndOutcome.ofError(answer).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void anErrorInTheStreamCounts() {
        LndAnswer answer = LndAnswer.ofStream(new HttpReply(
                200, "{\"result\":{\"status\":\"IN_FLIGHT\"}}\n{\"error\":{\"code\":6,\"message\":\"x\"}}\n"));
        assertThat(answer.code()).isEqualTo(LndAnswer.ALREADY_EXISTS);
    }

    @Test
    void refusedMacaroonsAreKnownByCodeStatusOrText() {
        for (String body : new String[] {
            "{\"code\":16,\"message\":\"x\"}",
            "{\"code\":2,\"message\":\"permission denied\"}",
            "{\"code\":2,\"message\":\"verification failed: signature mismatch\"}",
            "{\"code\":2,\"message\":\"expected 1 macaroon, got 0\"}"
        }) {
            assertThatThrownBy(() -> LndAnswer.ofObject(new HttpReply(500, body)))
                    .isInstanceOfSatisfying(
                            CallException.class,
                            refused -> assertThat(refused.kind()).isEqualTo(CallException.Kind.NOT_ALLOWED));
        }
    }

    @Test
    void defaultSettings() throws IOException {
        LndSettings settings =
                LndWalletComponent.settings(Configs.of(LndWalletConfig.class, Map.of("macaroon", "0a0b")));
        assertThat(settings.base()).isEqualTo(URI.create("https://127.0.0.1:8080"));
        assertThat(settings.macaroon().reveal()).isEqualTo("0a0b");
        assertThat(settings.toString()).doesNotContain("0a0b");
    }

    private static PaymentResult payment(String status, String reason) {
        return LndOutcome.of(
                Json.parse("{\"status\":\"" + status + "\",\"failure_reason\":\"" + reason + "\"}"),
                HASH,
                MilliSatoshi.of(1_000));
    }
}
