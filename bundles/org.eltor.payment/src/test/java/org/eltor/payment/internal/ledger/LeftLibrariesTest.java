package org.eltor.payment.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftLibrariesTest {
    private static final Instant STARTED = Instant.parse("2026-01-02T03:04:05Z");
    private static final String LIBRARY = "sqlite-3.54.1.0-18887391-a72f-458d-bb79-a26a2c748eab-libsqlitejdbc.so";

    @TempDir
    Path folder;

    @Test
    void whatEarlierProcessesLeftIsDeletedAndNothingElse() throws Exception {
        Path library = file(LIBRARY, -1);
        Path lock = file(LIBRARY + ".lck", -1);
        Path own = file(LIBRARY.replace('a', 'b'), 1);
        Path other = file("sqlite-notes.txt", -1);
        LeftLibraries.delete(folder, STARTED);
        assertThat(library).doesNotExist();
        assertThat(lock).doesNotExist();
        assertThat(own).exists();
        assertThat(other).exists();
    }

    @Test
    void aFolderThatIsNotThereIsNoTrouble() {
        LeftLibraries.delete(folder.resolve("nowhere"), STARTED);
    }

    private Path file(String name, long seconds) throws Exception {
        Path file = Files.createFile(folder.resolve(name));
        return Files.setLastModifiedTime(file, FileTime.from(STARTED.plusSeconds(seconds)));
    }
}
