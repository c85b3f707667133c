package org.eltor.relay.internal;

import java.util.Optional;

/** The directory's own word on how it is, inside this bundle. Present while there is a connection to tor. */
public interface DirectoryState {
    /** What keeps the directory from being usable, one line; empty while all is well. Any thread, never blocks. */
    Optional<String> problem();
}
