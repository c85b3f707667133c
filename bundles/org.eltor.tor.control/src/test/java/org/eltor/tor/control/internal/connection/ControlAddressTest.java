package org.eltor.tor.control.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlAddressTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:9051, 127.0.0.1:9051",
        "localhost:1, localhost:1",
        "[::1]:65535, [::1]:65535",
        "unix:/run/tor/control, /run/tor/control",
        "' unix:/a b ', /a b"
    })
    void readsWhatTorListensOn(String text, String shown) {
        assertThat(ControlAddress.parse(text)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "9051", "host", "host:", ":1", "host:0", "host:65536", "::1:9051", "a b:1", "unix:", "unix:a"
            })
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> ControlAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void resolves() throws Exception {
        assertThat(ControlAddress.parse("[::1]:9").resolve()).isInstanceOf(InetSocketAddress.class);
        assertThat(ControlAddress.parse("unix:/x").resolve()).isEqualTo(UnixDomainSocketAddress.of("/x"));
    }
}
