package org.eltor.wallet.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Paths from settings, and permissions where the file system has them. */
final class FileRules {
    private FileRules() {}

    /** @throws IllegalArgumentException when it is not a path; the message names the property */
    static Optional<Path> path(String property, String text) {
        try {
            return text.isBlank()
                    ? Optional.empty()
                    : Optional.of(Path.of(text.strip()).toAbsolutePath());
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(property + " is not a path", e);
        }
    }

    static Optional<Set<PosixFilePermission>> permissions(Path path) throws IOException {
        return isPosix(path) ? Optional.of(Files.getPosixFilePermissions(path)) : Optional.empty();
    }

    /** For creating a file that only its owner can read. */
    static FileAttribute<?>[] ownerOnly(Path path) {
        return isPosix(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
