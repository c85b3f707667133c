package org.eltor.tor.control.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.eltor.api.tor.ControlTarget;
import org.eltor.tor.control.internal.connection.Backoff;

/** Checked configuration. */
record ControlSettings(ControlTarget target, Duration commandTimeout, Duration reconnectMin, Duration reconnectMax) {
    /** @throws IllegalArgumentException with the name of the property that cannot be used */
    static ControlSettings of(ControlConfig config) {
        if (config.command_timeout_seconds() < 1) {
            throw new IllegalArgumentException("command.timeout.seconds must be at least 1");
        }
        ControlSettings settings = new ControlSettings(
                new ControlTarget(
                        config.address(),
                        file("cookie.file", config.cookie_file()),
                        file("password.file", config.password_file())),
                Duration.ofSeconds(config.command_timeout_seconds()),
                Duration.ofMillis(config.reconnect_min_ms()),
                Duration.ofMillis(config.reconnect_max_ms()));
        settings.backoff();
        return settings;
    }

    private static Optional<Path> file(String property, String path) {
        try {
            return path.isBlank() ? Optional.empty() : Optional.of(Path.of(path.strip()));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(property + " is not a path");
        }
    }

    /** A fresh one, at its shortest delay. */
    Backoff backoff() {
        return new Backoff(reconnectMin, reconnectMax, new Random());
    }
}
