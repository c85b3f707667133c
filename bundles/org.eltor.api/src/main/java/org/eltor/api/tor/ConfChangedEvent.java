package org.eltor.api.tor;

import java.util.List;
import java.util.Map;

/**
 * Options were changed, by whomever (CONF_CHANGED, control-spec 4.1.18).
 *
 * @param options option name to its new values, in order; an empty list where the option went back to its default.
 *     Values may be secrets and are not printed.
 */
public record ConfChangedEvent(Map<String, List<String>> options) implements TorEvent {
    public ConfChangedEvent {
        options = Map.copyOf(options);
    }

    @Override
    public String toString() {
        return "ConfChangedEvent" + options.keySet();
    }
}
