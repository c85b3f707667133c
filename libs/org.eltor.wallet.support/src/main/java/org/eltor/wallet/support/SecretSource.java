package org.eltor.wallet.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a secret comes from: an attribute of type PASSWORD, or a file that only its owner can read.
 *
 * @param property name of the attribute; the file's is {@code property.file}
 * @param value the attribute's value, blank when it is not set
 * @param file the file's path, blank when it is not set
 */
public record SecretSource(String property, String value, String file) {
    private static final Logger LOG = LoggerFactory.getLogger(SecretSource.class);
    private static final long LARGEST = 16 * 1024;

    /**
     * Reads the secret as text; of a file the first line that is not blank.
     *
     * @throws IllegalArgumentException when it is not set, or not a secret
     * @throws IOException when the file cannot be read; the message names it
     */
    public Secret text() throws IOException {
        if (file.isBlank()) {
            return secret(value.strip());
        }
        String text = new String(bytes(), StandardCharsets.UTF_8);
        return secret(text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse(""));
    }

    /** As {@link #text}, for secrets that are bytes: hex is taken as it is, a file of bytes is turned into hex. */
    public Secret hex() throws IOException {
        if (file.isBlank()) {
            return hexadecimal(value.strip());
        }
        byte[] bytes = bytes();
        String text = new String(bytes, StandardCharsets.ISO_8859_1).strip();
        return hexadecimal(text.matches("[0-9A-Fa-f]+") ? text : HexFormat.of().formatHex(bytes));
    }

    private Secret hexadecimal(String text) {
        if (!text.isEmpty() && !text.matches("(?:[0-9A-Fa-f]{2})+")) {
            throw new IllegalArgumentException(property + " must be hex");
        }
        return secret(text);
    }

    private Secret secret(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(property + " or " + property + ".file must be set");
        }
        try {
            return new Secret(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(property + " " + e.getMessage());
        }
    }

    private byte[] bytes() throws IOException {
        if (!value.isBlank()) {
            throw new IllegalArgumentException(property + " and " + property + ".file are both set: remove one");
        }
        Path path = FileRules.path(property + ".file", file).orElseThrow();
        try {
            if (Files.size(path) > LARGEST) {
                throw new IOException(property + ".file names a file that is too large for a secret: " + path);
            }
            warnUnlessPrivate(path);
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw new IOException(property + ".file names a file that is not there: " + path);
        } catch (java.nio.file.AccessDeniedException e) {
            throw new IOException(property + ".file names a file that may not be read: " + path);
        }
    }

    private void warnUnlessPrivate(Path path) throws IOException {
        Optional<Set<PosixFilePermission>> permissions = FileRules.permissions(path);
        if (permissions.isPresent()
                && (permissions.get().contains(PosixFilePermission.GROUP_READ)
                        || permissions.get().contains(PosixFilePermission.OTHERS_READ))) {
            LOG.warn("The secret in {} can be read by other users: chmod 600", path);
        }
    }
}
