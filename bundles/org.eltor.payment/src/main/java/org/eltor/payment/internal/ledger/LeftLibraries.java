package org.eltor.payment.internal.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SQLite's native library is unpacked for each process, and stays where a process is killed: more than 1 MB each time. */
public final class LeftLibraries {
    private static final Pattern NAME =
            Pattern.compile("sqlite-[-0-9a-f.]+-(?:lib)?sqlitejdbc\\.(?:so|dylib|jnilib|dll)(?:\\.lck)?");
    private static final Logger LOG = LoggerFactory.getLogger(LeftLibraries.class);

    private LeftLibraries() {}

    /**
     * Deletes what earlier processes left.
     *
     * @param folder where libraries are unpacked, by this process alone
     * @param started when this process was started: what is younger may be its own
     */
    public static void delete(Path folder, Instant started) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> left = files.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .toList();
            for (Path file : left) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(started)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            LOG.debug("Libraries that earlier processes left stay: {}", Lines.one(e));
        }
    }
}
