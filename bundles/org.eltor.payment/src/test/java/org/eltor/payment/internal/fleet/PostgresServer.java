package org.eltor.payment.internal.fleet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL of our own on loopback, from the programs that this machine has. */
final class PostgresServer {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private final Path folder;
    private final Process server;
    private final int port;

    private PostgresServer(Path folder, Process server, int port) {
        this.folder = folder;
        this.server = server;
        this.port = port;
    }

    /** Folder of {@code initdb} and {@code postgres}; empty where PostgreSQL is not installed. */
    static Optional<Path> programs() throws IOException {
        List<Path> folders = new ArrayList<>();
        for (String folder : System.getenv("PATH").split(":")) {
            folders.add(Path.of(folder));
        }
        if (Files.isDirectory(DEBIAN)) {
            try (Stream<Path> versions = Files.list(DEBIAN)) {
                versions.sorted(Comparator.reverseOrder()).forEach(version -> folders.add(version.resolve("bin")));
            }
        }
        return folders.stream()
                .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
                .filter(folder -> Files.isExecutable(folder.resolve("postgres")))
                .findFirst();
    }

    /** PostgreSQL refuses to run as root: then another user runs it. Empty where there is no such. */
    static Optional<List<String>> asUser() {
        if (!System.getProperty("user.name").equals("root")) {
            return Optional.of(List.of());
        }
        return Files.isExecutable(Path.of("/usr/bin/setpriv"))
                ? Optional.of(List.of("/usr/bin/setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"))
                : Optional.empty();
    }

    static PostgresServer start() throws IOException, InterruptedException {
        Path programs = programs().orElseThrow();
        List<String> user = asUser().orElseThrow();
        Path folder = Files.createTempDirectory("eltor-postgresql-");
        if (!user.isEmpty()) {
            Files.setOwner(
                    folder,
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        }
        Path data = folder.resolve("data");
        Process made = run(folder, user, programs.resolve("initdb"), "-D", data, "-U", "eltor", "-A", "trust", "-N");
        if (!made.waitFor(120, TimeUnit.SECONDS) || made.exitValue() != 0) {
            made.destroyForcibly();
            throw new IOException("initdb failed: " + Files.readString(folder.resolve("initdb.log")));
        }
        int port = freePort();
        // -F: what the tests kill are payers, never this server
        Process server = run(
                folder, user, programs.resolve("postgres"), "-D", data, "-F", "-h", "127.0.0.1", "-p", port, "-k", "");
        PostgresServer started = new PostgresServer(folder, server, port);
        started.awaitReady();
        return started;
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=eltor";
    }

    PGSimpleDataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url());
        return source;
    }

    void close() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(server.pid())).start().waitFor(); // its fast way to stop
        if (!server.waitFor(20, TimeUnit.SECONDS)) {
            server.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                source().getConnection().close();
                return;
            } catch (SQLException e) {
                if (!server.isAlive() || System.nanoTime() > end) {
                    close();
                    throw new IOException("PostgreSQL did not start", e);
                }
                Thread.sleep(50);
            }
        }
    }

    private static Process run(Path folder, List<String> user, Path program, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(user);
        command.add(program.toString());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(program.getFileName() + ".log").toFile());
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
