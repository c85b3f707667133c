package org.eltor.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\u001b[2J\u001b[31mred\u001b[0m | [2J[31mred[0m",
                "\u001b]0;title\u0007text | ]0;titletext",
                "\u009b31mC1 | 31mC1",
                "bell\u0007 back\b\b\b del\u007f nul\u0000. | bell back del nul.",
                "user\u202egnp.exe | usergnp.exe",
                "\u2066isolate\u2069 \u200fmark\u200e \u061cletter | isolate mark letter",
                "zero\u200bwidth\u200d\ufeff | zerowidth",
                "tag\udb40\udc41\udb40\udc42 | tag",
                "lone\ud800 half\udc00 | lone half",
                "private\ue000 \ufffe unassigned | private unassigned",
                "b\u00e4r \u6771\u4eac \ud83e\uddc5 | b\u00e4r \u6771\u4eac \ud83e\uddc5",
            })
    void keepsOnlyWhatIsSeen(String hostile, String clean) {
        assertThat(PlainText.line(hostile, 100)).isEqualTo(clean);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\nb", "a\r\nb", "a\u2028b", "a\u2029b", "a\u0085b", "\ta \u000b\f b ", "a\u00a0\u3000b\n\n"})
    void isOneLine(String lines) {
        assertThat(PlainText.line(lines, 100)).isEqualTo("a b");
    }

    @Test
    void everyControlCharacterIsGone() {
        StringBuilder all = new StringBuilder();
        for (int c = 0; c <= 0xFFFF; c++) {
            all.append((char) c).append('x');
        }

        String clean = PlainText.line(all.toString(), Integer.MAX_VALUE);

        assertThat(clean.codePoints())
                .noneMatch(Character::isISOControl)
                .noneMatch(c -> Character.getType(c) == Character.FORMAT)
                .noneMatch(c -> Character.getType(c) == Character.LINE_SEPARATOR)
                .noneMatch(c -> Character.getType(c) == Character.PARAGRAPH_SEPARATOR)
                .noneMatch(c -> Character.getType(c) == Character.SURROGATE);
        for (char c = '!'; c <= '~'; c++) {
            assertThat(clean).contains(String.valueOf(c));
        }
    }

    @Test
    void marksDoNotPileUp() {
        assertThat(PlainText.line("e" + "\u0301".repeat(50) + "f\u0301", 100)).isEqualTo("e\u0301\u0301f\u0301");
    }

    @Test
    void isNoLongerThanAllowed() {
        assertThat(PlainText.line("abcde", 5)).isEqualTo("abcde");
        assertThat(PlainText.line("abcdef", 5)).isEqualTo("abcd…");
        assertThat(PlainText.line("abcd ef", 5)).isEqualTo("abcd…");
        assertThat(PlainText.line("abcde   \u001b", 5)).isEqualTo("abcde");
        assertThat(PlainText.line("\ud83e\uddc5".repeat(6), 5)).isEqualTo("\ud83e\uddc5".repeat(4) + "…");
        assertThat(PlainText.line("ab", 1)).isEqualTo("…");
        assertThat(PlainText.line("x".repeat(1_000_000), 300)).hasSize(300);
    }

    @Test
    void nothingStaysNothing() {
        assertThat(PlainText.line(null, 10)).isEmpty();
        assertThat(PlainText.line("\u001b\u202e \n", 10)).isEmpty();
    }
}
