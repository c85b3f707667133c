package org.eltor.payment.internal.fleet;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.eltor.testkit.FreePort;
import org.postgresql.ds.PGSimpleDataSource;
import org.tukaani.xz.XZInputStream;

/**
 * A PostgreSQL of our own on loopback, from the programs that come as a test dependency, or else from those that this
 * machine has installed.
 */
public final class PostgresServer {
    /** Of the user {@code eltor}. */
    public static final String PASSWORD = "only-for-tests";

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private final Path folder;
    private final List<String> user;
    private final Path programs;
    private final int port;
    private Process server;

    private PostgresServer(Path folder, List<String> user, Path programs, int port) {
        this.folder = folder;
        this.user = user;
        this.programs = programs;
        this.port = port;
    }

    /** Why there can be no server here; empty where there can. */
    public static Optional<String> obstacle() throws IOException {
        if (asUser().isEmpty()) {
            return Optional.of("PostgreSQL does not run as root, and setpriv (util-linux) is not there");
        }
        return archive().isEmpty() && installed().isEmpty()
                ? Optional.of("there are no programs of PostgreSQL for this kind of machine; install postgresql")
                : Optional.empty();
    }

    /** Programs packed for this kind of machine, by the names of the embedded binaries' jars. */
    private static Optional<URL> archive() {
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        return System.getProperty("os.name").equals("Linux")
                ? Optional.ofNullable(PostgresServer.class.getResource("/postgres-linux-" + machine + ".txz"))
                : Optional.empty();
    }

    /** Folder of {@code initdb} and {@code postgres} on this machine. */
    private static Optional<Path> installed() throws IOException {
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
    private static Optional<List<String>> asUser() {
        if (!System.getProperty("user.name").equals("root")) {
            return Optional.of(List.of());
        }
        return Files.isExecutable(Path.of("/usr/bin/setpriv"))
                ? Optional.of(List.of("/usr/bin/setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"))
                : Optional.empty();
    }

    private static Path unpack(URL archive, Path target) throws IOException {
        try (TarArchiveInputStream files =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive.openStream())))) {
            for (TarArchiveEntry entry = files.getNextEntry(); entry != null; entry = files.getNextEntry()) {
                Path path = target.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(files, path);
                    if ((entry.getMode() & 0111) != 0) {
                        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
                    }
                }
            }
        }
        return target.resolve("bin");
    }

    /** Starts a server with an empty database. */
    public static PostgresServer start() throws IOException, InterruptedException {
        List<String> user = asUser().orElseThrow();
        Path folder = Files.createTempDirectory("eltor-postgresql-");
        Optional<URL> archive = archive();
        PostgresServer made = new PostgresServer(
                folder,
                user,
                archive.isPresent()
                        ? unpack(archive.get(), folder.resolve("programs"))
                        : installed().orElseThrow(),
                FreePort.find());
        if (!user.isEmpty()) {
            Files.setOwner(
                    folder,
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        }
        Path secret = folder.resolve("password");
        Files.writeString(secret, PASSWORD);
        Process initdb = made.run(
                "initdb", "-D", "data", "-U", "eltor", "-A", "scram-sha-256", "--pwfile", secret, "-N", "--locale=C");
        if (!initdb.waitFor(120, TimeUnit.SECONDS) || initdb.exitValue() != 0) {
            initdb.destroyForcibly();
            String said = Files.readString(folder.resolve("initdb.log"));
            made.delete();
            throw new IOException("initdb failed: " + said);
        }
        made.resume();
        return made;
    }

    /** Starts the server again after {@link #stop()}, on the same port with the same data. */
    public void resume() throws IOException, InterruptedException {
        // -F: what the tests kill are payers, never this server
        server = run("postgres", "-D", "data", "-F", "-h", "127.0.0.1", "-p", port, "-k", "");
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

    public int port() {
        return port;
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=eltor&password=" + PASSWORD;
    }

    public PGSimpleDataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url());
        return source;
    }

    /** Ends the server and all its connections. */
    public void stop() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(server.pid())).start().waitFor(); // its fast way to stop
        if (!server.waitFor(20, TimeUnit.SECONDS)) {
            server.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    /** Ends the server and deletes all of it. */
    public void close() throws IOException, InterruptedException {
        stop();
        delete();
    }

    private void delete() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    private Process run(String program, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(user);
        command.add(programs.resolve(program).toString());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(program + ".log").toFile());
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }
}
