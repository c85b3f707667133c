package org.eltor.wallet.support.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"https://node.example:3010", "http://127.0.0.1:9740/", "http://localhost:1", "http://[::1]:1"})
    void allowsTlsAndThisMachine(String text) {
        assertThat(Endpoint.parse("url", text, "http").toString()).doesNotEndWith("/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://node.example", "http://127.0.0.1.example.org", "http://10.0.0.1", "http://localhost.x"})
    void refusesSecretsInTheClear(String text) {
        assertThatThrownBy(() -> Endpoint.parse("url", text, "http")).hasMessageStartingWith("url sends secrets");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "node", "ftp://node", "https://me:secret@node", "https://", "https://node#x"})
    void refusesWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> Endpoint.parse("url", text, "http"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("url ")
                .hasMessageNotContaining("secret@");
    }

    @Test
    void trustIsOneThing() {
        String pin = "AB:".repeat(31) + "ab";
        assertThat(Trust.of(pin, "", "", "").pin()).contains("ab".repeat(32));
        assertThatThrownBy(() -> Trust.of("abc", "", "", "")).hasMessageStartingWith("tls.pin must be");
        assertThatThrownBy(() -> Trust.of(pin, "a.pem", "", "")).hasMessageContaining("exclude each other");
        assertThatThrownBy(() -> Trust.of("", "nowhere.pem", "", "").context())
                .hasMessageStartingWith("tls.certificate.file names a file that is not there");
    }
}
