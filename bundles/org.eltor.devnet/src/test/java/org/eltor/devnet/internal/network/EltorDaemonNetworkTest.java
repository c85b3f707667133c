package org.eltor.devnet.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eltor.devnet.internal.traffic.SocksDownloader;
import org.eltor.devnet.internal.traffic.TargetServer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same network with an elTor daemon for every process. Runs only where the system property
 * {@code eltor.daemon} or the environment variable {@code ELTOR_DAEMON} names one.
 */
class EltorDaemonNetworkTest {

    @Test
    void paidCircuitCarriesAMegabyte(@TempDir Path parent) throws Exception {
        String daemon = System.getProperty("eltor.daemon", System.getenv("ELTOR_DAEMON"));
        Assumptions.assumeTrue(daemon != null, "No elTor daemon: name one in ELTOR_DAEMON to run this test");
        try (PrivateTorNetwork network = new PrivateTorNetwork(NetworkSettings.builder(Path.of(daemon))
                        .parent(parent)
                        .eltorDaemon(true)
                        .build());
                TargetServer target = TargetServer.start()) {
            network.start((stage, elapsed) -> {});
            ClientTor client = network.client();
            try (ControlProbe probe = ControlProbe.open(client.controlSocket(), client.cookieFile());
                    StreamAttacher attacher = new StreamAttacher(probe, extendPaid(probe, network.relays()))) {
                SocksDownloader.through(client.socksAddress())
                        .bytes(target.addresses().get(0), 1 << 20);
                assertThat(attacher).isNotNull();
            }
        }
    }

    /** One line per hop: the fingerprint and twelve values of 64 hex digits. */
    private static String extendPaid(ControlProbe probe, List<RelayNode> relays) throws IOException {
        List<String> lines = Stream.of(relays.get(0), relays.get(1), relays.get(8))
                .map(relay -> relay.fingerprint() + " " + "ab".repeat(384))
                .toList();
        return probe.command("+EXTENDPAIDCIRCUIT 0", lines);
    }
}
