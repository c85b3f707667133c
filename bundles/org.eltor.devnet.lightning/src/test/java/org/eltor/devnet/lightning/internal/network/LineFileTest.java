package org.eltor.devnet.lightning.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineFileTest {
    private final List<List<String>> lines = new ArrayList<>();
    private Path file;

    @BeforeEach
    void choose(@TempDir Path folder) {
        file = folder.resolve("lines");
    }

    @Test
    void tellsWhatItHolds() throws IOException {
        append("one", "two");
        append("three", LineFile.encoded("a text, and ü"));

        LineFile.open(file, lines::add).close();

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).containsExactly("one", "two");
        assertThat(LineFile.decoded(lines.get(1).get(1))).isEqualTo("a text, and ü");
    }

    @Test
    void dropsALineThatACrashTore() throws IOException {
        append("whole");
        Files.writeString(file, "torn", StandardOpenOption.APPEND);
        append("next");

        LineFile.open(file, lines::add).close();

        assertThat(lines).containsExactly(List.of("whole"), List.of("next"));
    }

    @Test
    void refusesALineThatItsReaderDoesNotKnow() throws IOException {
        append("good");
        append("bad");

        assertThatThrownBy(() -> LineFile.open(file, words -> {
                    if (words.contains("bad")) {
                        throw new IllegalArgumentException("no such line");
                    }
                }))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("line 2 of ")
                .hasMessageContaining("mend it or move the file away");
    }

    private void append(String... words) throws IOException {
        try (LineFile open = LineFile.open(file, line -> {})) {
            open.append(words);
        }
    }
}
