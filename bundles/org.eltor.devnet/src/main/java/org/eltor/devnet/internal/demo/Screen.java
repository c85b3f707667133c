package org.eltor.devnet.internal.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Where the demo speaks: one line at a time, at once, with the time since its start. Used by one thread. */
public final class Screen {

    private static final String RESET = "\u001b[0m";

    /** How a line is coloured. */
    enum Tone {
        PLAIN(""),
        STRONG("\u001b[1m"),
        QUIET("\u001b[2m"),
        GOOD("\u001b[32m"),
        CAUTION("\u001b[33m"),
        BAD("\u001b[31m");

        private final String start;

        Tone(String start) {
            this.start = start;
        }
    }

    private final PrintStream out;
    private final boolean colour;
    private final long begin = System.nanoTime();

    /** @param colour whether the other side knows ANSI colours */
    public Screen(PrintStream out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Something happened now. */
    void now(Tone tone, String text) {
        line(
                Tone.PLAIN,
                paint(
                                Tone.QUIET,
                                String.format(
                                        Locale.ROOT, "%6.2f s  ", elapsed().toMillis() / 1e3))
                        + paint(tone, text));
    }

    /** More about the line before. */
    void detail(String text) {
        line(Tone.PLAIN, "          " + paint(Tone.QUIET, text));
    }

    void line(Tone tone, String text) {
        out.println(paint(tone, text));
        out.flush();
    }

    void blank() {
        line(Tone.PLAIN, "");
    }

    private String paint(Tone tone, String text) {
        return colour && !tone.start.isEmpty() && !text.isEmpty() ? tone.start + text + RESET : text;
    }
}
