package org.eltor.relay.internal.directory;

import org.eltor.api.relay.RelayDirectory;

/** Where a directory shows itself while it has a usable view. Both methods are called on the directory's thread. */
public interface DirectoryOutlet {
    /** There is a usable view from now on. */
    void show(RelayDirectory directory);

    /** There is no usable view any more. */
    void hide();
}
