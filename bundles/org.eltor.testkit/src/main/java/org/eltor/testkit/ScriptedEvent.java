package org.eltor.testkit;

import java.util.List;
import org.eltor.api.tor.TorEvent;

/**
 * An event in both forms, for events that {@link ScriptedTor} does not make itself, malformed ones included.
 *
 * @param keyword what SETEVENTS calls it, for example {@code CIRC_MINOR}
 * @param wire the complete lines on a control connection, status code included, without line ends
 * @param typed the same as a value
 */
public record ScriptedEvent(String keyword, List<String> wire, TorEvent typed) {
    public ScriptedEvent {
        wire = List.copyOf(wire);
    }
}
