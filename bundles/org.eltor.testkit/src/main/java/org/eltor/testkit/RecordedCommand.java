package org.eltor.testkit;

import java.time.Instant;
import java.util.List;

/**
 * A command that the scripted tor received, as it stood on the wire or would have stood there.
 *
 * @param at when
 * @param line the command line, for example {@code ATTACHSTREAM 13 2}; passwords included
 * @param body the lines of the data block, without the final dot; empty for most commands
 */
public record RecordedCommand(Instant at, String line, List<String> body) {
    public RecordedCommand {
        body = List.copyOf(body);
    }

    /** The command's word, for example {@code ATTACHSTREAM}. */
    public String keyword() {
        return line.split(" ", 2)[0];
    }
}
