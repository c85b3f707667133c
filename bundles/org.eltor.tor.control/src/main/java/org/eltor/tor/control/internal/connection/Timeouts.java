package org.eltor.tor.control.internal.connection;

import java.time.Duration;
import org.eltor.tor.control.internal.protocol.Command;

/**
 * How long to wait.
 *
 * @param command for connecting, and for the answer to an ordinary command
 * @param slow for the answer to a command that asks for whole directories
 */
record Timeouts(Duration command, Duration slow) {
    private static final Duration DIRECTORY = Duration.ofSeconds(30);

    /** Deadlines for ordinary commands as configured; questions for directories get at least 30 s. */
    static Timeouts of(Duration command) {
        return new Timeouts(command, command.compareTo(DIRECTORY) > 0 ? command : DIRECTORY);
    }

    Duration of(Command of) {
        return of.slow() ? slow : command;
    }
}
