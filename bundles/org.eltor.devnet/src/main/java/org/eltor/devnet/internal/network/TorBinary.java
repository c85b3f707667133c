package org.eltor.devnet.internal.network;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds an installed tor. */
public final class TorBinary {

    /** Where tor is on many systems although an ordinary user's PATH does not say so. */
    private static final List<String> FURTHER_DIRECTORIES = List.of("/usr/sbin", "/usr/local/sbin", "/sbin");

    private TorBinary() {}

    /**
     * The first executable named {@code tor} in the directories of PATH and in the usual system
     * directories.
     */
    public static Optional<Path> find() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Stream.of(path.split(File.pathSeparator)), FURTHER_DIRECTORIES.stream())
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, "tor"))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
