package org.eltor.shell.internal;

import org.apache.karaf.shell.support.ansi.SimpleAnsi;

/** How much attention a word wants; a colour where the terminal has any. */
public enum Tone {
    /** None. */
    PLAIN,
    /** All is well. */
    GOOD,
    /** On its way, or ending. */
    CAUTION,
    /** Something is to be done. */
    BAD;

    /** The terminal's sequence that begins this tone; null for none, as Karaf's tables want it. */
    String start() {
        return switch (this) {
            case PLAIN -> null;
            case GOOD -> SimpleAnsi.COLOR_GREEN;
            case CAUTION -> SimpleAnsi.COLOR_YELLOW;
            case BAD -> SimpleAnsi.COLOR_RED;
        };
    }

    /** {@code text} in this tone. */
    public String paint(String text, boolean colour) {
        return colour && this != PLAIN ? start() + text + SimpleAnsi.COLOR_DEFAULT : text;
    }
}
