package org.eltor.devnet.internal.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** A directory of our own with a short name, mode 700, deleted with all its content on close. */
final class TempDirectory implements AutoCloseable {

    private static final int ATTEMPTS = 100;
    private static final int DELETE_ATTEMPTS = 3;

    private final Path path;

    private TempDirectory(Path path) {
        this.path = path;
    }

    /**
     * Makes {@code <parent>/eltor-net-xxxxxx}; the JDK's own temporary names are three times as
     * long.
     */
    static TempDirectory create(Path parent) throws IOException {
        var privateToUs = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        for (int attempt = 1; ; attempt++) {
            String name = Integer.toString(ThreadLocalRandom.current().nextInt(1 << 30), Character.MAX_RADIX);
            try {
                return new TempDirectory(
                        Files.createDirectory(parent.toAbsolutePath().resolve("eltor-net-" + name), privateToUs));
            } catch (FileAlreadyExistsException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    Path path() {
        return path;
    }

    /** Deletes everything; tries again where a file came or went meanwhile. */
    @Override
    public void close() throws IOException {
        for (int attempt = 1; Files.exists(path); attempt++) {
            try {
                for (Path file : contentFirst()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                if (attempt == DELETE_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private List<Path> contentFirst() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            return files.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
