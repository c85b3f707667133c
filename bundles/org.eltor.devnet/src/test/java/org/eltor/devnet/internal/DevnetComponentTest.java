package org.eltor.devnet.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What holds without a network; with one it is tested in Karaf. */
@Timeout(120)
class DevnetComponentTest {

    @TempDir
    private Path folder;

    private final InMemoryConfigurations configurations = new InMemoryConfigurations();
    private final PlatformComponent platform = new PlatformComponent();
    private DevnetComponent devnet;

    private DevnetComponent activate() {
        devnet = new DevnetComponent(platform, configurations.admin());
        return devnet;
    }

    @AfterEach
    void deactivate() throws InterruptedException {
        if (devnet != null) {
            devnet.deactivate();
        }
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private DevnetSettings settings(String script) throws Exception {
        Path tor = Files.createFile(
                folder.resolve("tor"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(tor, "#!/bin/sh\n" + script + "\n");
        return new DevnetSettings(tor, 5, 4, Duration.ofSeconds(6), MoneyKind.SIMULATED);
    }

    @Test
    void whatIsNoTorIsRefused() throws Exception {
        CompletionStage<RunningDevnet> started = activate().start(settings("echo hello"));
        assertThatThrownBy(() -> await(started))
                .hasCauseInstanceOf(DevnetException.class)
                .message()
                .contains("does not answer as a tor");
        assertThat(devnet.running()).isEmpty();
    }

    @Test
    void stoppingNothingSucceeds() throws Exception {
        await(activate().stop());
        assertThat(devnet.running()).isEmpty();
    }

    @Test
    void stoppingInterruptsAStart() throws Exception {
        CompletionStage<RunningDevnet> started =
                activate().start(settings("echo ControlSocket")); // and no wallet comes
        assertThatThrownBy(() -> {
                    await(devnet.stop());
                    await(started);
                })
                .hasCauseInstanceOf(DevnetException.class);
    }

    @Test
    void onlyOneStartAtATime() throws Exception {
        DevnetSettings settings = settings("echo ControlSocket");
        activate().start(settings);
        assertThatThrownBy(() -> await(devnet.start(settings)))
                .hasCauseInstanceOf(DevnetException.class)
                .message()
                .contains("just being started");
        await(devnet.stop());
    }

    @Test
    void whatAnEarlierRunLeftIsRestored() throws Exception {
        configurations.put("org.eltor.circuit", Map.of("circuits", 4));
        new Overrides(configurations.admin()).set("org.eltor.circuit", Map.of("circuits", 2));
        await(activate().stop());
        assertThat(configurations.values("org.eltor.circuit")).isEqualTo(Map.of("circuits", 4));
    }

    @Test
    void noThreadOutlivesIt() throws Exception {
        await(activate().stop());
        devnet.deactivate();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("eltor-devnet-control")) {
                thread.join(1000); // its last steps
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }
}
