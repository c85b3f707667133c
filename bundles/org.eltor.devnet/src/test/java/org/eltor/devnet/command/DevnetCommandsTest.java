package org.eltor.devnet.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.karaf.shell.support.CommandException;
import org.eltor.devnet.internal.Devnet;
import org.eltor.devnet.internal.DevnetException;
import org.eltor.devnet.internal.DevnetSettings;
import org.eltor.devnet.internal.PlatformComponent;
import org.eltor.devnet.internal.RunningDevnet;
import org.junit.jupiter.api.Test;

/** The commands where there is no network. */
class DevnetCommandsTest {

    private final ScriptedDevnet devnet = new ScriptedDevnet();

    /** A network that never is. */
    private static final class ScriptedDevnet implements Devnet {
        private CompletionStage<Void> stopped = CompletableFuture.completedStage(null);

        @Override
        public CompletionStage<RunningDevnet> start(DevnetSettings settings) {
            return CompletableFuture.failedStage(new DevnetException("The simulated wallet is missing"));
        }

        @Override
        public CompletionStage<Void> stop() {
            return stopped;
        }

        @Override
        public Optional<RunningDevnet> running() {
            return Optional.empty();
        }
    }

    private String execute(DevnetCommand command) throws Exception {
        command.devnet = devnet;
        PrintStream before = System.out;
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        System.setOut(new PrintStream(shown, true, StandardCharsets.UTF_8));
        try {
            command.execute();
        } finally {
            System.setOut(before);
        }
        return shown.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void statusSaysThatThereIsNone() throws Exception {
        assertThat(execute(new DevnetStatusCommand()))
                .isEqualTo("There is no network. eltor:devnet-start starts one, eltor:demo shows it all.");
    }

    @Test
    void statusAsJson() throws Exception {
        DevnetStatusCommand command = new DevnetStatusCommand();
        command.json = true;
        assertThat(execute(command)).isEqualToIgnoringWhitespace("{\"running\": false}");
    }

    @Test
    void stopSaysThatThereWasNone() throws Exception {
        assertThat(execute(new DevnetStopCommand())).isEqualTo("There was no network to stop.");
    }

    @Test
    void aFailureIsOneLine() {
        devnet.stopped = CompletableFuture.failedStage(new DevnetException("The devnet bundle is being stopped"));
        assertThatThrownBy(() -> execute(new DevnetStopCommand()))
                .isInstanceOf(CommandException.class)
                .hasMessage("The devnet bundle is being stopped");
    }

    @Test
    void aBadNumberIsRefusedWithItsRange() {
        DevnetStartCommand command = new DevnetStartCommand();
        command.platform = new PlatformComponent();
        command.tor = "/bin/sh";
        command.exits = "1";
        assertThatThrownBy(() -> execute(command)).hasMessage("--exits must be a whole number from 2 to 40, not 1");
    }

    @Test
    void whyItDidNotStartIsSaid() {
        DevnetStartCommand command = new DevnetStartCommand();
        command.platform = new PlatformComponent();
        command.tor = "/bin/sh";
        assertThatThrownBy(() -> execute(command)).hasMessage("The simulated wallet is missing");
    }

    @Test
    void aBadOptionOfTheDemoIsOneLine() {
        DemoCommand command = new DemoCommand();
        command.platform = new PlatformComponent();
        command.tor = "/bin/sh";
        command.kill = "exit";
        assertThatThrownBy(() -> execute(command))
                .isInstanceOf(CommandException.class)
                .message()
                .startsWith("--kill must be");
    }
}
