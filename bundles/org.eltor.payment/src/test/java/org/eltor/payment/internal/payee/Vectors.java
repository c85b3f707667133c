package org.eltor.payment.internal.payee;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;

/** The published test vectors, from the folder {@code eltor.data}; what needs them is skipped where it is absent. */
final class Vectors {
    private Vectors() {}

    static JsonNode read(String name) throws IOException {
        Path file = Path.of(System.getProperty("eltor.data", "../../../shared/data"), "payments", name);
        Assumptions.assumeTrue(Files.isReadable(file), () -> "no test vectors: " + file + " is absent");
        return new ObjectMapper().readTree(file.toFile());
    }

    static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
