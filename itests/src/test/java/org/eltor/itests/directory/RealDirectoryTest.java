package org.eltor.itests.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayDirectory;
import org.eltor.api.tor.ControlTarget;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.TorConnector.TorConnection;
import org.eltor.devnet.internal.network.NetworkSettings;
import org.eltor.devnet.internal.network.PrivateTorNetwork;
import org.eltor.devnet.internal.network.RelayNode;
import org.eltor.devnet.internal.network.TorBinary;
import org.eltor.relay.internal.directory.DirectoryOutlet;
import org.eltor.relay.internal.directory.DirectoryTimes;
import org.eltor.relay.internal.directory.LiveDirectory;
import org.eltor.tor.control.internal.connection.ControlConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One private network as two of its tor processes tell of it: the client, which works with server descriptors, and a
 * relay, which works with microdescriptors as any tor does by default.
 */
class RealDirectoryTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private static Path parent;

    private static PrivateTorNetwork network;
    private static ControlConnector connector;
    private static ScheduledExecutorService executor;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> tor = TorBinary.find();
        assumeTrue(tor.isPresent(), "no tor on the PATH: sudo apt-get install tor");
        network = new PrivateTorNetwork(NetworkSettings.builder(tor.orElseThrow())
                .parent(parent)
                .firstOctet(77)
                .families(List.of(Set.of("exit0", "exit1")))
                .build());
        network.start((stage, elapsed) -> {});
        connector = new ControlConnector(LIMIT);
        executor = Executors.newSingleThreadScheduledExecutor();
    }

    @AfterAll
    static void stop() {
        if (network != null) {
            executor.shutdownNow();
            connector.close();
            network.close();
        }
    }

    /** A directory at one of the processes. */
    private static final class Told implements DirectoryOutlet, AutoCloseable {
        private final CompletableFuture<RelayDirectory> shown = new CompletableFuture<>();
        private final TorConnection connection;
        private final LiveDirectory directory;

        Told(Path socket, Path cookie) {
            connection = connector
                    .connect(new ControlTarget("unix:" + socket, Optional.of(cookie), Optional.empty()))
                    .toCompletableFuture()
                    .join();
            directory =
                    new LiveDirectory(connection.control(), DirectoryTimes.STANDARD, Clock.systemUTC(), executor, this);
            directory.start();
        }

        NetworkView view() throws Exception {
            return shown.get(LIMIT.toSeconds(), TimeUnit.SECONDS).view();
        }

        Set<Fingerprint> unknown(Set<Fingerprint> relays) {
            return directory.unknown(relays).toCompletableFuture().join();
        }

        @Override
        public void show(RelayDirectory usable) {
            shown.complete(usable);
        }

        @Override
        public void hide() {
            // the view stays as it was
        }

        @Override
        public void close() {
            directory.close();
            connection.close();
        }
    }

    private static Told byServerDescriptors() {
        return new Told(network.client().controlSocket(), network.client().cookieFile());
    }

    private static Told byMicrodescriptors() {
        RelayNode relay = network.relays().get(0);
        return new Told(relay.controlSocket(), relay.cookieFile());
    }

    @Test
    void bothKindsOfDescriptorsGiveTheSameRelays() throws Exception {
        try (Told whole = byServerDescriptors();
                Told micro = byMicrodescriptors()) {
            NetworkView wholeView = whole.view();
            NetworkView microView = micro.view();
            assertThat(wholeView.relays()).hasSameSizeAs(network.relays());
            assertThat(microView.relays()).hasSameSizeAs(network.relays());
            for (RelayDescriptor relay : wholeView.relays()) {
                RelayDescriptor same = microView.relay(relay.fingerprint()).orElseThrow();
                assertThat(same.nickname()).isEqualTo(relay.nickname());
                assertThat(same.addresses()).isEqualTo(relay.addresses());
                assertThat(same.flags()).isEqualTo(relay.flags());
                assertThat(same.bandwidth()).isEqualTo(relay.bandwidth());
                assertThat(same.family()).isEqualTo(relay.family());
                assertThat(same.deliversPaymentIds()).isEqualTo(relay.deliversPaymentIds());
                assertThat(same.exitPorts().test(443))
                        .isEqualTo(relay.exitPorts().test(443));
            }
            assertThat(microView.relays().stream()
                            .filter(relay -> !relay.family().isEmpty()))
                    .hasSize(2);
            assertThat(microView.relays().stream()
                            .filter(relay -> relay.exitPorts().test(443)))
                    .hasSize(4);
        }
    }

    @Test
    void onlyServerDescriptorsTellThePrices() throws Exception {
        try (Told whole = byServerDescriptors();
                Told micro = byMicrodescriptors()) {
            assertThat(whole.view().relays()).noneMatch(relay -> relay.terms().isFree());
            assertThat(whole.directory.problem()).isEmpty();
            assertThat(micro.view().relays()).allMatch(relay -> relay.terms().isFree());
            assertThat(micro.directory.problem()).get().asString().contains("all relays count as free");
        }
    }

    @Test
    void bothSayWhichRelaysTheyDoNotKnow() throws Exception {
        Fingerprint stranger = new Fingerprint("0123456789ABCDEF0123456789ABCDEF01234567");
        Fingerprint own = new Fingerprint(network.relays().get(1).fingerprint());
        for (Told told : List.of(byServerDescriptors(), byMicrodescriptors())) {
            try (told) {
                told.view();
                assertThat(told.unknown(Set.of(stranger, own))).containsExactly(stranger);
            }
        }
    }
}
