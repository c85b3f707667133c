package org.eltor.api.tor;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a control port is, and how to authenticate.
 *
 * @param address {@code host:port}, or {@code unix:/absolute/path}
 * @param cookieFile the cookie file; empty takes the one that PROTOCOLINFO names
 * @param passwordFile a file that holds only the control password; empty when there is none. Secrets are read from
 *     files so that no configuration holds them.
 */
public record ControlTarget(String address, Optional<Path> cookieFile, Optional<Path> passwordFile) {}
