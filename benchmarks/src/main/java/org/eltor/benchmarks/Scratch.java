package org.eltor.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Files of sections: a folder to work in, gone afterwards, and figures as JSON. */
final class Scratch implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path folder;

    /** Beside the results, so on the same disk. */
    Scratch(Path results) throws IOException {
        folder = Files.createTempDirectory(results.toAbsolutePath().getParent(), "work-");
        beQuiet();
    }

    /** What is logged a million times would be measured too. */
    static void beQuiet() {
        System.setProperty("org.slf4j.simpleLogger.log.org.eltor.payment", "off");
    }

    Path folder() {
        return folder;
    }

    static void write(Path results, JsonNode figures) throws IOException {
        MAPPER.writeValue(results.toFile(), figures);
    }

    static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
