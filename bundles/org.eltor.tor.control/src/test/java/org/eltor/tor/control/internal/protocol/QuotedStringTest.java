package org.eltor.tor.control.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedStringTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'',                  '\"\"'",
                "'plain',             '\"plain\"'",
                "'a \"b\" \\ c',      '\"a \\\"b\\\" \\\\ c\"'",
                "'é 文',               '\"é 文\"'"
            })
    void escapesQuoteAndBackslashOnly(String value, String quoted) {
        assertThat(QuotedString.quote(value)).isEqualTo(quoted);
        assertThat(QuotedString.unquote(quoted)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'\"a\\tb\\r\\n\"',        'a\tb\r\n'",
                "'\"\\346\\226\\207\"',    '文'",
                "'\"\\341rv\"',            'árv'",
                "'\"\\1012\\0\"',          'A2\0'",
                "'\"\\q\\''\"',            'q'''",
            })
    void understandsTheEscapesOfC(String quoted, String value) { // control-spec 2.1.1
        assertThat(QuotedString.unquote(quoted)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\"", "\"a", "a\"", "\"a\\\"", "\"a\"b\"", "\"a\" "})
    void refusesWhatIsNotOneString(String text) {
        assertThatThrownBy(() -> QuotedString.unquote(text)).isInstanceOf(IllegalArgumentException.class);
        assertThat(QuotedString.unquoteIfQuoted(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "a\0b"})
    void refusesWhatWouldEndTheCommand(String value) {
        assertThatThrownBy(() -> QuotedString.quote(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("CR, LF or NUL in an argument of a control command");
    }

    @Test
    void everyStringComesBack() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(20); length > 0; length--) {
                text.append("\\\"n0a \té文😀'x7"
                        .codePoints().skip(random.nextInt(14)).findFirst().stream()
                                .mapToObj(Character::toString)
                                .findFirst()
                                .orElse("z"));
            }
            assertThat(QuotedString.unquote(QuotedString.quote(text.toString())))
                    .isEqualTo(text.toString());
        }
    }
}
