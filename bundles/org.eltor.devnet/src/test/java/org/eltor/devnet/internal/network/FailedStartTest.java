package org.eltor.devnet.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a network whose start fails: nothing. */
class FailedStartTest {

    private static final StartListener NOBODY = (stage, elapsed) -> {};

    @TempDir
    private Path directory;

    private Path parent;

    @BeforeEach
    void makeParent() throws IOException {
        parent = Files.createDirectory(directory.resolve("p"));
    }

    @Test
    void processThatEndsAtOnceIsReportedWithItsLastWords() throws IOException {
        PrivateTorNetwork network = new PrivateTorNetwork(settings("echo 'bad option'; exit 3"));
        assertThatThrownBy(() -> network.start(NOBODY))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ended with status 3")
                .hasMessageContaining("bad option");
        assertNothingLeft(List.of());
    }

    @Test
    void processThatIgnoresTermIsKilledWhenTheTimeIsOver() throws IOException {
        List<ProcessHandle> before = children();
        PrivateTorNetwork network =
                new PrivateTorNetwork(settings(Duration.ofSeconds(1), "trap '' TERM; while :; do sleep 0.1; done"));
        assertThatThrownBy(() -> network.start(NOBODY)).hasMessageContaining("its control socket");
        assertNothingLeft(before);
    }

    @Test
    void closeDuringTheStartEndsIt() throws Exception {
        List<ProcessHandle> before = children();
        PrivateTorNetwork network = new PrivateTorNetwork(
                NetworkSettings.builder(script("exec sleep 60")).parent(parent).build());
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread starter = new Thread(
                () -> {
                    try {
                        network.start((stage, elapsed) -> {
                            if (stage == StartListener.Stage.LAUNCHED) {
                                new Thread(network::close, "closer").start();
                            }
                        });
                    } catch (Exception e) {
                        failure.set(e);
                    }
                },
                "starter");
        starter.start();
        starter.join(Duration.ofSeconds(20).toMillis());
        assertThat(failure.get()).isInstanceOf(IOException.class);
        assertNothingLeft(before);
    }

    @Test
    void offersThatDoNotComeEndTheStart() throws IOException {
        List<ProcessHandle> before = children();
        PaymentOffer terms = PaymentOffer.of("", 1000, "contact");
        PrivateTorNetwork network = new PrivateTorNetwork(NetworkSettings.builder(script("exec sleep 60"))
                .parent(parent)
                .relays(2, 1)
                .offers(List.of(terms, terms, terms), () -> {
                    throw new IOException("there is no money");
                })
                .build());
        assertThatThrownBy(() -> network.start(NOBODY)).hasMessage("there is no money");
        assertNothingLeft(before);
    }

    @Test
    void networkIsStartedOnce() throws IOException {
        PrivateTorNetwork network = new PrivateTorNetwork(settings("exit 3"));
        network.close();
        assertThatThrownBy(() -> network.start(NOBODY)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(network::client).isInstanceOf(IllegalStateException.class);
    }

    private NetworkSettings settings(String behaviour) throws IOException {
        return settings(Duration.ofSeconds(60), behaviour);
    }

    private NetworkSettings settings(Duration startLimit, String behaviour) throws IOException {
        return NetworkSettings.builder(script(behaviour))
                .parent(parent)
                .relays(2, 1)
                .startLimit(startLimit)
                .build();
    }

    private Path script(String behaviour) throws IOException {
        Path script = Files.writeString(directory.resolve("tor"), "#!/bin/sh\n" + behaviour + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private static List<ProcessHandle> children() {
        return ProcessHandle.current().children().toList();
    }

    private void assertNothingLeft(List<ProcessHandle> before) throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            assertThat(files).isEmpty();
        }
        assertThat(children().stream().filter(ProcessHandle::isAlive)).isSubsetOf(before);
    }
}
