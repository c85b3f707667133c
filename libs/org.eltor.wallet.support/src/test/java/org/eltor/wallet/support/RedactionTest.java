package org.eltor.wallet.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RedactionTest {
    private final Redaction redaction = new Redaction(List.of(new Secret("hunter2"), new Secret("abc")));

    @Test
    void hidesSecretsAndWhatLooksLikeThem() {
        assertThat(redaction.line("password hunter2 refused")).isEqualTo("password *** refused");
        assertThat(redaction.line("no route for lnbc10n1pvjluezpp5qqqsyqcyq5rq"))
                .isEqualTo("no route for ***");
        assertThat(redaction.line("offer LNO1ZCSS9MK8Y3WKKLFVEVCRSZL is gone")).isEqualTo("offer *** is gone");
        assertThat(redaction.line("id 5dd9f8f4-8b5a-4f2c-9c3e-0f4d6a5e7b11 failed"))
                .isEqualTo("id *** failed");
        assertThat(redaction.line("hash " + "ab".repeat(32) + "!")).isEqualTo("hash ***!");
    }

    @Test
    void makesOneShortLineWithoutControls() {
        assertThat(redaction.line("a\r\nb\u001b[31mc\u202ed")).isEqualTo("a b [31mc d");
        assertThat(redaction.line("word ".repeat(1_000))).hasSizeLessThan(170).endsWith("…");
    }

    @Test
    void leavesOrdinaryReasonsAlone() {
        String reason = "the recipient was offline or did not have enough liquidity to receive the payment";
        assertThat(redaction.line(reason)).isEqualTo(reason);
    }

    @Test
    void secretsDoNotPrintThemselves() {
        assertThat(new Secret("hunter2")).hasToString("***");
    }
}
