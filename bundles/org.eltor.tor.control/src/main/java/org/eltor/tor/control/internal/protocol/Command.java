package org.eltor.tor.control.internal.protocol;

import java.nio.charset.StandardCharsets;

/**
 * One command, ready to be sent. Made by {@link Commands} only, which checks every argument.
 *
 * @param name first word, for people
 * @param text the whole command with its line ends; may hold secrets and is not printed
 * @param slow whether tor may need long for the answer, as for a whole directory
 */
public record Command(String name, String text, boolean slow) {
    /** Bytes that tor takes for one command. */
    private static final int MAX_LENGTH = 1 << 20;

    /** @throws IllegalArgumentException when the command is longer than tor reads */
    public Command {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(name + " of more than " + MAX_LENGTH + " characters");
        }
    }

    /** What goes over the wire. */
    public byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return name;
    }
}
