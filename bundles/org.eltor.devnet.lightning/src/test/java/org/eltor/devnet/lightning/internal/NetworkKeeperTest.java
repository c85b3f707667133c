package org.eltor.devnet.lightning.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eltor.devnet.lightning.internal.network.NetworkSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkKeeperTest {
    private final AtomicInteger shown = new AtomicInteger();

    @Test
    void stopsInTheMiddleOfItsStart() throws InterruptedException {
        NetworkKeeper keeper = keeper(Optional.empty());
        keeper.start();
        Thread.sleep(300);
        assertThat(keeper.problem()).contains("it is starting, which takes some seconds");

        keeper.stop();

        assertThat(shown).hasValue(0);
        assertThat(LiveThreads.lasting()).isEmpty();
    }

    @Test
    void saysWhatKeepsItFromStarting(@TempDir Path folder) throws IOException, InterruptedException {
        Path file = Files.createFile(folder.resolve("file"));
        NetworkKeeper keeper = keeper(Optional.of(file));
        keeper.start();
        keeper.stop();

        assertThat(keeper.problem()).get().asString().contains(file.toString());
        assertThat(shown).hasValue(0);
    }

    private NetworkKeeper keeper(Optional<Path> storage) {
        NetworkSettings settings =
                new NetworkSettings("regtest", 1, 100_000, 10, 1000, Duration.ofSeconds(10), storage);
        return new NetworkKeeper(settings, Clock.systemUTC(), (wallet, receiver, started) -> {
            shown.incrementAndGet();
            return () -> {};
        });
    }
}
