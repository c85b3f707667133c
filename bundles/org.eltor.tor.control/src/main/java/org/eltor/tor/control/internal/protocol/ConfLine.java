package org.eltor.tor.control.internal.protocol;

import java.util.Optional;

/**
 * One option as GETCONF and CONF_CHANGED print it: {@code Name=value}, or {@code Name} alone where it has its default
 * (control-spec 3.3 and 4.1.18). Tor quotes a value only where it must.
 *
 * @param name tor's own spelling of the name
 * @param value the value, unquoted; empty where unset
 */
record ConfLine(String name, Optional<String> value) {
    /** @throws IllegalArgumentException when there is no option name at the start */
    static ConfLine parse(String line) {
        int equals = line.indexOf('=');
        String name = Arguments.option(equals < 0 ? line : line.substring(0, equals));
        return new ConfLine(
                name,
                equals < 0 ? Optional.empty() : Optional.of(QuotedString.unquoteIfQuoted(line.substring(equals + 1))));
    }

    @Override
    public String toString() {
        return "ConfLine[" + name + "]";
    }
}
