package org.eltor.tor.control.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.eltor.api.tor.TorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyParserTest {
    private final ReplyParser parser = new ReplyParser();

    @Test
    void replyEndsWithTheFirstLineThatHasASpace() throws Exception { // control-spec 2.3
        assertThat(parser.feed("250-version=0.4.9.11")).isEmpty();
        assertThat(parser.isBetweenReplies()).isFalse();
        Reply reply = parser.feed("250 OK").orElseThrow();

        assertThat(parser.isBetweenReplies()).isTrue();
        assertThat(reply.lines()).extracting(ReplyLine::text).containsExactly("version=0.4.9.11", "OK");
        assertThat(reply.code()).isEqualTo(250);
        assertThat(reply.isSuccess()).isTrue();
        assertThat(reply.isEvent()).isFalse();
    }

    @Test
    void dataBlockIsUnescapedAndEndsWithALoneDot() throws Exception { // control-spec 2.3
        for (String line : List.of("250+circuit-status=", "..starts with a dot", "250 OK", "", "..")) {
            assertThat(parser.feed(line)).isEmpty();
        }
        assertThat(parser.feed(".")).isEmpty();
        Reply reply = parser.feed("250 OK").orElseThrow();

        assertThat(reply.lines().get(0).data()).containsExactly(".starts with a dot", "250 OK", "", ".");
    }

    @Test
    void codeIsThatOfTheFirstLineWithAFailure() throws Exception {
        Reply reply = Replies.of("512-syntax error", "250 23=324");

        assertThat(reply.code()).isEqualTo(512);
        assertThat(reply.text()).isEqualTo("syntax error");
        assertThatThrownBy(reply::orRefused)
                .isInstanceOf(TorException.class)
                .hasMessage("tor answered 512 syntax error")
                .matches(e -> ((TorException) e).failure() == TorException.Failure.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "25", "250", "HTTP/1.0 501", "0x0 a", "2500K", "250OK", "950 A", "²50 OK", "25 0 OK"})
    void refusesALineWithoutStatus(String line) {
        assertThatThrownBy(() -> parser.feed(line)).matches(ReplyParserTest::isMalformed);
        assertThat(parser.isBetweenReplies()).isTrue();
    }

    @Test
    void refusesAnEventInsideAnAnswer() throws Exception {
        parser.feed("250-a=b");

        assertThatThrownBy(() -> parser.feed("650 BW 1 2")).matches(ReplyParserTest::isMalformed);
    }

    @Test
    void refusesAReplyThatNeverEnds() throws Exception {
        ReplyParser small = new ReplyParser(100);
        small.feed("250+data=");

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        small.feed("line");
                    }
                })
                .matches(ReplyParserTest::isMalformed)
                .hasMessageContaining("more than 100 characters");
        assertThat(small.feed("250 OK")).isPresent();
    }

    @Test
    void messagesRepeatNothingOfTheLine() {
        assertThatThrownBy(() -> parser.feed("secret")).hasMessageNotContaining("secret");
    }

    private static boolean isMalformed(Throwable failure) {
        return failure instanceof TorException tor && tor.failure() == TorException.Failure.MALFORMED;
    }
}
