package org.eltor.relay.internal;

import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Where this bundle keeps what must outlive it. */
final class StateFolder {
    private StateFolder() {}

    /**
     * The folder {@code eltor} in Karaf's data folder, or {@code .eltor} in the user's where there is no Karaf.
     *
     * @param property framework and system properties; null where there is none
     */
    static Path of(UnaryOperator<String> property) {
        String data = property.apply("karaf.data");
        return data == null ? Path.of(property.apply("user.home"), ".eltor") : Path.of(data, "eltor");
    }
}
