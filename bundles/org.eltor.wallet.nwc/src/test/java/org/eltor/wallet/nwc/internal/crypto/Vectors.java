package org.eltor.wallet.nwc.internal.crypto;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The public test vectors, where they are; tests that need them are skipped with a message where not. */
final class Vectors {
    private Vectors() {}

    static String read(String name) throws IOException {
        Path file = Path.of(System.getProperty("eltor.data", "../shared/data"), "payments", name);
        assumeThat(Files.isReadable(file))
                .as("no %s: set -Deltor.data to the folder with the public test vectors", name)
                .isTrue();
        return Files.readString(file);
    }
}
