package org.eltor.shell.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/**
 * What a command answers, for programs and for people.
 *
 * @param json the answer for programs
 * @param listing the table for people; empty where lines do
 * @param lines lines for people, below the table
 */
public record Page(JsonNode json, Optional<Listing> listing, List<Line> lines) {
    private static final int LABEL = 11;
    private static final int WIDTH = 80;

    public Page {
        lines = List.copyOf(lines);
    }

    /**
     * @param label what the line is about; empty for a line of its own
     * @param text what is said, clean
     * @param tone how it is said
     */
    public record Line(String label, String text, Tone tone) {
        /** A line of its own. */
        public static Line plain(String text) {
            return new Line("", text, Tone.PLAIN);
        }

        /** A line about something. */
        static Line of(String label, String text) {
            return new Line(label, text, Tone.PLAIN);
        }

        private String shown(boolean colour) {
            String start = label.isEmpty() ? "" : label + " ".repeat(Math.max(1, LABEL - label.length()));
            return start + tone.paint(text, colour);
        }

        /** The same within 80 columns, broken at blanks; a word that is longer stays whole, so that it can be copied. */
        Line folded() {
            int indent = label.isEmpty() ? 0 : Math.max(LABEL, label.length() + 1);
            StringBuilder folded = new StringBuilder();
            String rest = text;
            while (rest.length() > WIDTH - indent) {
                int last = rest.lastIndexOf(' ', WIDTH - indent);
                int blank = last > 0 ? last : rest.indexOf(' ');
                if (blank < 0) {
                    break;
                }
                folded.append(rest, 0, blank).append('\n').append(" ".repeat(indent));
                rest = rest.substring(blank + 1);
            }
            return new Line(label, folded.append(rest).toString(), tone);
        }
    }

    /** A table, and lines below it. */
    static Page of(JsonNode json, Listing listing, List<Line> lines) {
        return new Page(json, Optional.of(listing), lines);
    }

    /** Lines alone. */
    public static Page of(JsonNode json, List<Line> lines) {
        return new Page(json, Optional.empty(), lines);
    }

    /** Writes it for people. */
    public void print(PrintStream out, boolean colour) {
        listing.ifPresent(table -> table.print(out, colour));
        lines.forEach(line -> out.println(line.shown(colour)));
    }

    /** Writes it for programs. */
    public void printJson(PrintStream out) {
        out.println(Json.write(json));
    }
}
