package org.eltor.tor.control.internal.connection;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A tor process without a network, on loopback, that ends with the test. */
final class RealTor implements AutoCloseable {
    private static final long START_SECONDS = 30;

    private final Path directory;
    private final Process process;

    private RealTor(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /** Starts tor, or skips the test where there is none. The directory's path must be short, for the unix socket. */
    static RealTor start(Path directory, String... options) throws Exception {
        Path tor = executable();
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        Files.deleteIfExists(directory.resolve("port"));
        List<String> command = new ArrayList<>(
                List.of(tor.toString(), "-f", directory.resolve("torrc").toString()));
        command.addAll(List.of(
                "--ignore-missing-torrc",
                "--defaults-torrc",
                directory.resolve("none").toString()));
        command.addAll(List.of("--DataDirectory", directory.resolve("data").toString(), "--DisableNetwork", "1"));
        command.addAll(List.of("--SocksPort", "0", "--ControlPort", "127.0.0.1:auto"));
        command.addAll(
                List.of("--ControlPortWriteToFile", directory.resolve("port").toString()));
        command.addAll(List.of("--ControlSocket", directory.resolve("socket").toString()));
        command.addAll(List.of(
                "--__OwningControllerProcess",
                Long.toString(ProcessHandle.current().pid())));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        RealTor started = new RealTor(directory, process);
        Await.until("tor listens", START_SECONDS, () -> started.listens() || !process.isAlive());
        if (!process.isAlive()) {
            throw new AssertionError("tor ended: " + Files.readString(directory.resolve("log")));
        }
        return started;
    }

    private static Path executable() {
        for (String folder : (System.getenv("PATH") + ":/usr/sbin").split(":")) {
            Path candidate = Path.of(folder, "tor");
            if (Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        assumeTrue(false, "no tor on PATH: install it to run this test");
        throw new AssertionError("not reached");
    }

    private boolean listens() {
        return Files.exists(directory.resolve("port")) && Files.exists(directory.resolve("socket"));
    }

    String tcpAddress() {
        try {
            return Files.readAllLines(directory.resolve("port")).stream()
                    .filter(line -> line.startsWith("PORT="))
                    .findFirst()
                    .orElseThrow()
                    .substring("PORT=".length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String unixAddress() {
        return "unix:" + directory.resolve("socket");
    }

    Path cookie() {
        return directory.resolve("data").resolve("control_auth_cookie");
    }

    String pid() {
        return Long.toString(process.pid());
    }

    void kill() {
        process.destroyForcibly();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        kill();
    }
}
