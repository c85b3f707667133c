package org.eltor.devnet.internal.demo;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eltor.devnet.internal.DevnetException;

/**
 * Relays to be killed while the demo runs.
 *
 * @param target which
 * @param round a moment after the start of this round
 */
record Kill(Target target, int round) {

    private static final Pattern FORM = Pattern.compile("(exit|middle|guard|both)@([0-9]{1,4})");

    /** Positions in a circuit. */
    static final int GUARD = 0;

    static final int MIDDLE = 1;
    static final int EXIT = 2;

    /** What is killed. */
    enum Target {
        /** The exit of PRIMARY. */
        EXIT,
        /** The middle relay of PRIMARY. */
        MIDDLE,
        /** The guard of PRIMARY, with every other circuit that it serves. */
        GUARD,
        /** One relay of every circuit, the exit or the middle in turn. */
        BOTH;

        /** Which relay of a circuit is killed, by the slot of the circuit's role. */
        int position(int slot) {
            return switch (this) {
                case EXIT -> Kill.EXIT;
                case MIDDLE -> Kill.MIDDLE;
                case GUARD -> Kill.GUARD;
                case BOTH -> slot % 2 == 0 ? Kill.EXIT : Kill.MIDDLE;
            };
        }

        /** Whether a circuit loses a relay of its own, by the slot of its role. */
        boolean hits(int slot) {
            return this == BOTH || slot == 0;
        }
    }

    /** Reads {@code exit@3}. The last two rounds are too late: nobody would see the new circuit. */
    static Kill parse(String text, int rounds) throws DevnetException {
        Matcher matcher = FORM.matcher(text);
        if (matcher.matches() && rounds >= 3) {
            int round = Integer.parseInt(matcher.group(2));
            if (round >= 1 && round <= rounds - 2) {
                return new Kill(Target.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)), round);
            }
        }
        throw new DevnetException("--kill must be exit, middle, guard or both, then @ and a round"
                + (rounds >= 3 ? " from 1 to " + (rounds - 2) : " (with --rounds 3 or more)")
                + ", for example exit@" + Math.max(1, Math.min(4, rounds - 2)));
    }

    static String positionName(int position) {
        return switch (position) {
            case GUARD -> "guard";
            case MIDDLE -> "middle";
            default -> "exit";
        };
    }
}
