package org.eltor.relay.internal.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;

/**
 * A small JSON document on disk that only its owner may read. It is replaced as a whole, and the version before stays
 * beside it, so that there is a good one at any moment. Belongs to one thread.
 */
public final class StateFile {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String VERSION = "version";
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNERS_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path file;
    private final int version;

    /**
     * @param file where it is; its folder is made when something is written
     * @param version of the document's form; a file of another one counts as damaged
     */
    public StateFile(Path file, int version) {
        this.file = file;
        this.version = version;
    }

    public Path path() {
        return file;
    }

    /** Where the version before is. */
    public Path previous() {
        return file.resolveSibling(file.getFileName() + ".previous");
    }

    /**
     * Reads the document, or the version before it.
     *
     * @return empty when there is no such file
     * @throws DamagedException when the file is not what was written
     * @throws IOException when it cannot be read, whatever is in it
     */
    public Optional<JsonNode> read(Path which) throws IOException {
        if (Files.notExists(which)) {
            return Optional.empty();
        }
        byte[] bytes = Files.readAllBytes(which);
        try {
            JsonNode document = MAPPER.readTree(bytes);
            if (document == null
                    || !document.isObject()
                    || document.path(VERSION).asInt() != version) {
                throw new DamagedException(which + " has no version " + version, null);
            }
            return Optional.of(document);
        } catch (JsonProcessingException e) {
            throw new DamagedException(which + " is no JSON document", e);
        }
    }

    /** Moves the file out of the way, and says where it is now. */
    public Path setAside(Instant now) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".damaged-" + STAMP.format(now));
        return Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Replaces the document; a crash at any moment leaves the old or the new one. */
    public void write(ObjectNode document) throws IOException {
        document.put(VERSION, version);
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder, attributes(OWNERS_FOLDER));
        Path made = Files.createTempFile(folder, file.getFileName().toString(), ".tmp", attributes(OWNER));
        try {
            try (FileChannel channel = FileChannel.open(made, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(MAPPER.writeValueAsBytes(document));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.copy(file, previous(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            }
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(made);
        }
    }

    /** Removes the document and the version before it. */
    public void delete() throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(previous());
    }

    private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }
}
