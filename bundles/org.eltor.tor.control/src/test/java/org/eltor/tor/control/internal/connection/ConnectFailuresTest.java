package org.eltor.tor.control.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.eltor.api.tor.ControlTarget;
import org.eltor.api.tor.TorException;
import org.eltor.api.tor.TorException.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said where there is no control port. */
class ConnectFailuresTest extends ConnectorTests {
    @TempDir
    Path directory;

    ConnectFailuresTest() {
        super(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.0 501 Tor is not an HTTP Proxy\r\n", "250 hello\r\n"})
    void listenerThatIsNoControlPort(String greeting) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (LiteralTor tor = LiteralTor.playing(script -> {
            script.expect("PROTOCOLINFO 1").say(greeting);
            end.await();
        })) {
            assertThat(failed(target(tor)))
                    .hasMessage(
                            "no control port of tor at " + tor.address() + ": set address in org.eltor.tor.control");
            end.countDown();
        }
    }

    @Test
    void nobodyListens() throws Exception {
        String address;
        try (LiteralTor tor = LiteralTor.playing(script -> {})) {
            address = tor.address();
        }
        String port = address.replaceFirst(".*:", "");

        assertThat(failed(new ControlTarget(address, Optional.empty(), Optional.empty())))
                .hasMessage("control port refused at " + address + ": start tor with ControlPort " + port
                        + " or set address in org.eltor.tor.control")
                .matches(e -> e.failure() == Failure.CONNECTION_LOST);
        assertThat(failed(new ControlTarget("unix:" + directory.resolve("none"), Optional.empty(), Optional.empty())))
                .hasMessageStartingWith("no control socket at " + directory.resolve("none") + ": start tor with");
        assertThat(failed(new ControlTarget("nonsense", Optional.empty(), Optional.empty())))
                .hasMessageContaining("host:port or unix:/absolute/path");
    }

    private TorException failed(ControlTarget target) throws Exception {
        return Await.failure(connector.connect(target));
    }
}
