package org.eltor.devnet.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.eltor.devnet.internal.network.StartListener.Stage;
import org.eltor.devnet.internal.traffic.Download;
import org.eltor.devnet.internal.traffic.SocksDownloader;
import org.eltor.devnet.internal.traffic.TargetServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One network of real tor processes; skipped where no tor is installed. */
class PrivateTorNetworkTest {

    @TempDir
    private static Path parent;

    private static PrivateTorNetwork network;
    private static Path tor;
    private static final List<Stage> STAGES = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> found = TorBinary.find();
        Assumptions.assumeTrue(found.isPresent(), "No tor on PATH: install it to run these tests");
        tor = found.orElseThrow();
        network = new PrivateTorNetwork(NetworkSettings.builder(tor)
                .parent(parent)
                .families(List.of(Set.of("exit2", "exit3")))
                .clientLines(List.of("ConnLimit 50"))
                .build());
        network.start((stage, elapsed) -> STAGES.add(stage));
    }

    @AfterAll
    static void stop() {
        if (network != null) {
            network.close();
        }
    }

    @Test
    void allStagesAreReported() {
        assertThat(STAGES).containsExactly(Stage.values());
    }

    @Test
    void relaysAreReadyAndOnLoopbackOnly() throws IOException {
        assertThat(network.relays()).hasSize(9);
        assertThat(network.relays().stream().filter(RelayNode::isExit)).hasSize(4);
        for (RelayNode relay : network.relays()) {
            assertThat(relay.fingerprint()).matches("[0-9A-F]{40}");
            assertThat(relay.address().getAddress().isLoopbackAddress()).isTrue();
            assertThat(relay.isGuard()).isNotEqualTo(relay.isExit());
            try (ControlProbe probe = ControlProbe.open(relay.controlSocket(), relay.cookieFile())) {
                assertThat(probe.require("GETINFO fingerprint")).contains(relay.fingerprint());
            }
        }
    }

    @Test
    void clientHasThePaymentLinesOfEveryRelay() throws IOException {
        try (ControlProbe probe = clientProbe()) {
            String descriptors = probe.require("GETINFO desc/all-recent");
            for (RelayNode relay : network.relays()) {
                assertThat(relay.offer().descriptorLines()).contains("\nPaymentBolt12Offer lno1");
                assertThat(descriptors).contains("\n" + relay.offer().descriptorLines());
            }
            assertThat(probe.require("GETINFO ns/all").lines().filter(line -> line.equals("p accept 1-65535")))
                    .hasSize(4);
            assertThat(probe.require("GETINFO desc/name/exit2")).contains("\nfamily $");
        }
    }

    @Test
    void megabyteArrivesOverThreeHops() throws Exception {
        try (TargetServer target = TargetServer.start();
                ControlProbe probe = clientProbe();
                StreamAttacher attacher = new StreamAttacher(probe, extend(probe, "exit0"))) {
            SocksDownloader downloader =
                    SocksDownloader.through(network.client().socksAddress());
            for (InetSocketAddress address : target.addresses()) {
                downloader.withCredentials("circuit", address.getHostString()).bytes(address, 1 << 20);
            }
            InetSocketAddress first = target.addresses().get(0);
            Download hello = downloader.get(first.getHostString(), first.getPort(), "/hello");
            assertThat(hello.head()).isEqualTo("hello from 127.0.0.1\n");
            assertThat(target.requestsByTarget()).hasSize(4).containsEntry("127.0.0.1", 2L);
            assertThat(attacher).isNotNull();
        }
    }

    @Test
    void killedRelayComesBackUnderTheSameName() throws Exception {
        RelayNode relay = relay("exit3");
        ProcessHandle before = relay.process();
        assertThat(relay.exitStatus()).isEmpty();
        relay.kill();
        assertThat(before.isAlive()).isFalse();
        assertThat(relay.exitStatus()).hasValue(128 + 9);
        assertThatThrownBy(() ->
                        new Socket(relay.address().getAddress(), relay.address().getPort()).close())
                .isInstanceOf(IOException.class);
        relay.restart();
        try (ControlProbe probe = clientProbe();
                StreamAttacher attacher = new StreamAttacher(probe, extend(probe, "exit3"))) {
            assertThat(attacher).isNotNull();
        }
    }

    @Test
    void stalledRelayGoesOnAfterwards() throws Exception {
        RelayNode relay = relay("exit1");
        relay.stall();
        Path state = Path.of("/proc/" + relay.process().pid() + "/stat");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!Files.readString(state).contains(") T ")) { // once it is scheduled next
            assertThat(System.nanoTime()).as("stopped").isLessThan(end);
            Thread.sleep(5);
        }
        relay.resume();
        try (ControlProbe probe = ControlProbe.open(relay.controlSocket(), relay.cookieFile())) {
            assertThat(probe.require("GETINFO version")).startsWith("250-version=");
        }
    }

    @Test
    void secondNetworkRunsBesideTheFirstAndLeavesNothing(@TempDir Path other) throws Exception {
        List<ProcessHandle> processes = new ArrayList<>();
        try (PrivateTorNetwork second = new PrivateTorNetwork(
                NetworkSettings.builder(tor).parent(other).relays(2, 1).build())) {
            second.start((stage, elapsed) -> {});
            second.relays().forEach(relay -> processes.add(relay.process()));
            processes.add(second.client().process());
            Path directory = second.client().dataDirectory().getParent();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                    .isEqualTo("rwx------");
            second.relays().get(2).stall(); // close must not wait for it
        }
        assertThat(processes).hasSize(4).noneMatch(ProcessHandle::isAlive);
        try (Stream<Path> files = Files.list(other)) {
            assertThat(files).isEmpty();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("eltor-devnet-keys"));
    }

    @Test
    void offersMayComeWhenTheRelaysAreUp(@TempDir Path other) throws Exception {
        List<String> offers = List.of("lno1first", "lno1second", "lno1third");
        List<PaymentOffer> terms = offers.stream()
                .map(offer -> PaymentOffer.of("", 1000, "contact"))
                .toList();
        AtomicReference<PrivateTorNetwork> starting = new AtomicReference<>();
        List<Boolean> launched = new ArrayList<>();
        try (PrivateTorNetwork late = new PrivateTorNetwork(NetworkSettings.builder(tor)
                .parent(other)
                .relays(2, 1)
                .offers(terms, () -> {
                    starting.get()
                            .relays()
                            .forEach(relay -> launched.add(relay.process().isAlive()));
                    return offers;
                })
                .build())) {
            starting.set(late);
            late.start((stage, elapsed) -> {});

            assertThat(launched).containsExactly(true, true, true);
            assertThat(late.relays()).extracting(relay -> relay.offer().offer()).isEqualTo(offers);
            try (ControlProbe probe = ControlProbe.open(
                    late.client().controlSocket(), late.client().cookieFile())) {
                String descriptors = probe.require("GETINFO desc/all-recent");
                assertThat(offers).allMatch(offer -> descriptors.contains("\nPaymentBolt12Offer " + offer + "\n"));
                assertThat(probe.require("GETINFO ns/all")).contains("relay0", "relay1", "exit0");
            }
        }
    }

    private static ControlProbe clientProbe() throws IOException {
        return ControlProbe.open(
                network.client().controlSocket(), network.client().cookieFile());
    }

    private static RelayNode relay(String nickname) {
        return network.relays().stream()
                .filter(relay -> relay.nickname().equals(nickname))
                .findFirst()
                .orElseThrow();
    }

    private static String extend(ControlProbe probe, String exit) throws IOException {
        return probe.require("EXTENDCIRCUIT 0 $" + relay("relay0").fingerprint() + ",$"
                + relay("relay1").fingerprint() + ",$" + relay(exit).fingerprint());
    }
}
