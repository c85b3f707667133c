package org.eltor.itests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Whether there is a tor to start. */
final class RealTor {
    private RealTor() {}

    static void assumePresent() {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
        boolean present = System.getenv("ELTOR_TOR") != null
                || Stream.of(path.split(File.pathSeparator)).anyMatch(f -> Files.isExecutable(Path.of(f, "tor")));
        assumeTrue(present, "no tor on the PATH: sudo apt-get install tor");
    }
}
