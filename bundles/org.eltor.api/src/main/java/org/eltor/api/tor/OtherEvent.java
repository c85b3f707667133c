package org.eltor.api.tor;

import java.util.List;

/**
 * An event without a type of its own, or one whose line could not be read as its type says.
 *
 * @param keyword first word of the event
 * @param lines the text after the keyword, and any further lines, as they came. May hold anything, payment ids of the
 *     elTor fork's relays included, and so is not printed.
 */
public record OtherEvent(String keyword, List<String> lines) implements TorEvent {
    public OtherEvent {
        lines = List.copyOf(lines);
    }

    @Override
    public String toString() {
        return "OtherEvent[" + keyword + "]";
    }
}
