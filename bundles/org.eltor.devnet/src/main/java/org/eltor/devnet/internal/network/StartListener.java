package org.eltor.devnet.internal.network;

import java.time.Duration;

/**
 * Is told how far the start of a network has come. Called on the starting thread; it must not
 * block.
 */
@FunctionalInterface
public interface StartListener {

    /** The stages, in their order. */
    enum Stage {
        /** Keys and documents of all relays are made. */
        FORGED,
        /** All processes are launched. */
        LAUNCHED,
        /** The client knows enough of the directory to build circuits. */
        DIRECTORY,
        /** The client has every server descriptor, payment lines included. */
        DESCRIPTORS,
        /** Every relay takes circuits, every exit takes streams. */
        READY
    }

    /** A stage was reached, so long after the start began. */
    void reached(Stage stage, Duration elapsed);
}
