package org.eltor.wallet.support;

import java.io.IOException;

/** Makes a backend of a configuration. */
@FunctionalInterface
public interface BackendFactory {
    /**
     * @throws IllegalArgumentException when a setting is wrong; the message begins with its name and holds no secret
     * @throws IOException when a file cannot be used; the message names it
     */
    Opened open(Workbench bench) throws IOException;

    /**
     * @param redaction hides the backend's secrets in what the wallet says
     */
    record Opened(Backend backend, Redaction redaction) {}
}
