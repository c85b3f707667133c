package org.eltor.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeNumberTest {
    @ParameterizedTest
    @ValueSource(strings = {"0", "9", "-1", "two", "", "1.5", "99999999999999999999", "0x1", "٣"})
    void saysTheRange(String text) {
        assertThatThrownBy(() -> WholeNumber.parse("--circuits", text, 1, 8))
                .isInstanceOf(ExplainedException.class)
                .hasMessage("--circuits must be a whole number from 1 to 8, not " + text);
    }

    @Test
    void bothEndsAreAllowed() throws Exception {
        assertThat(WholeNumber.parse("--circuits", "1", 1, 8)).hasValue(1);
        assertThat(WholeNumber.parse("--circuits", "8", 1, 8)).hasValue(8);
    }

    @Test
    void whatIsLeftOutIsEmpty() throws Exception {
        assertThat(WholeNumber.parse("--circuits", null, 1, 8)).isEmpty();
    }
}
