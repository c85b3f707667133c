package org.eltor.api.tor;

import java.util.Map;

/**
 * Tor's own state changed (STATUS_GENERAL, STATUS_CLIENT, STATUS_SERVER, control-spec 4.1.10).
 *
 * @param type the event's keyword, for example {@code STATUS_CLIENT}
 * @param severity NOTICE, WARN or ERR as printed
 * @param action for example {@code BOOTSTRAP}, {@code ENOUGH_DIR_INFO}, {@code CIRCUIT_ESTABLISHED}
 * @param arguments every {@code KEY=value} of the line, unquoted
 */
public record StatusEvent(String type, String severity, String action, Map<String, String> arguments)
        implements TorEvent {
    public StatusEvent {
        arguments = Map.copyOf(arguments);
    }
}
