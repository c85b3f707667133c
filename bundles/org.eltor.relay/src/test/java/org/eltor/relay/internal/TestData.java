package org.eltor.relay.internal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Public documents that are no part of the project; a test that wants one is skipped where they are absent. */
public final class TestData {
    private TestData() {}

    /** The text of a file in the folder {@code eltor.data}, unpacked where its name ends in {@code .gz}. */
    public static String read(String name) throws IOException {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    /** The bytes of a file in the folder {@code eltor.data}, unpacked where its name ends in {@code .gz}. */
    public static byte[] bytes(String name) throws IOException {
        Path file = Path.of(System.getProperty("eltor.data", "../shared/data"), name);
        assumeTrue(Files.isReadable(file), () -> "skipped, there is no " + name + " in the folder eltor.data");
        try (InputStream in = Files.newInputStream(file);
                InputStream unpacked = name.endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return unpacked.readAllBytes();
        }
    }
}
