package org.eltor.wallet.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretSourceTest {
    @TempDir
    private Path folder;

    @Test
    void comesFromTheAttributeOrTheFile() throws IOException {
        assertThat(new SecretSource("rune", " r1 ", "").text().reveal()).isEqualTo("r1");
        Path file = Files.writeString(folder.resolve("rune"), "\nr2\nmore\n");
        assertThat(new SecretSource("rune", "", file.toString()).text().reveal())
                .isEqualTo("r2");
    }

    @Test
    void aMacaroonMayBeBytesOrHex() throws IOException {
        Path bytes = Files.write(folder.resolve("bytes"), new byte[] {2, 1, -1});
        assertThat(new SecretSource("macaroon", "", bytes.toString()).hex().reveal())
                .isEqualTo("0201ff");
        Path hex = Files.writeString(folder.resolve("hex"), "0201ff\n");
        assertThat(new SecretSource("macaroon", "", hex.toString()).hex().reveal())
                .isEqualTo("0201ff");
        assertThatThrownBy(() -> new SecretSource("macaroon", "xyz", "").hex()).hasMessage("macaroon must be hex");
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> new SecretSource("rune", "", "").text()).hasMessage("rune or rune.file must be set");
        assertThatThrownBy(() -> new SecretSource("rune", "a", "b").text())
                .hasMessage("rune and rune.file are both set: remove one");
        Path nowhere = folder.resolve("nowhere");
        assertThatThrownBy(() -> new SecretSource("rune", "", nowhere.toString()).text())
                .isInstanceOf(IOException.class)
                .hasMessage("rune.file names a file that is not there: " + nowhere);
        assertThatThrownBy(() -> new SecretSource("rune", "sp\u00e4t", "").text())
                .hasMessageStartingWith("rune must be")
                .hasMessageNotContaining("sp\u00e4t");
    }
}
