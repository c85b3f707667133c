package org.eltor.tor.control.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eltor.api.tor.TorException;
import org.junit.jupiter.api.Test;

class LineBufferTest {
    private final LineBuffer buffer = new LineBuffer();

    @Test
    void cutsAtCrLfAndAtLf() throws Exception {
        append("a\r\nb\n\r\n\nc\rd\r\nrest");

        assertThat(lines()).containsExactly("a", "b", "", "", "c\rd");
        append("\n");
        assertThat(lines()).containsExactly("rest");
    }

    @Test
    void putsTogetherWhatComesByteByByte() throws Exception {
        List<String> lines = new ArrayList<>();
        byte[] bytes = "250-€=1\r\n250 OK\r\n".repeat(1000).getBytes(StandardCharsets.UTF_8);
        for (byte single : bytes) {
            buffer.append(ByteBuffer.wrap(new byte[] {single}));
            lines.addAll(lines());
        }
        assertThat(lines).hasSize(2000).contains("250-€=1", "250 OK");
    }

    @Test
    void takesALineOfTheGreatestLengthAndNoLonger() throws Exception {
        String line = "x".repeat(LineBuffer.MAX_LINE - 1);
        append(line + "\n");
        assertThat(lines()).containsExactly(line);
        append("short\n");
        assertThat(lines()).containsExactly("short");

        append("x".repeat(LineBuffer.MAX_LINE + 1));
        assertThatThrownBy(buffer::next)
                .isInstanceOf(TorException.class)
                .hasMessage("tor sent a line of more than 1048576 bytes");
    }

    @Test
    void replacesWhatIsNoUtf8() throws Exception {
        buffer.append(ByteBuffer.wrap(new byte[] {'a', (byte) 0xFF, 'b', '\n'}));

        assertThat(lines()).containsExactly("a\uFFFDb");
    }

    private void append(String text) {
        buffer.append(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> lines() throws TorException {
        List<String> lines = new ArrayList<>();
        for (Optional<String> line = buffer.next(); line.isPresent(); line = buffer.next()) {
            lines.add(line.get());
        }
        return lines;
    }
}
