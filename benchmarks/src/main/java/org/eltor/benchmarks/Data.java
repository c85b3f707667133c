package org.eltor.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Public documents that are no part of the project, in the folder of the system property {@code eltor.data}. */
final class Data {
    private Data() {}

    static boolean isPresent() {
        return Files.isDirectory(folder());
    }

    static Path folder() {
        return Path.of(System.getProperty("eltor.data", "../shared/data"));
    }

    /** The bytes of a file, unpacked. */
    static byte[] read(String name) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(folder().resolve(name)))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
