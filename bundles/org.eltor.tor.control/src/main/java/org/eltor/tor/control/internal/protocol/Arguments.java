package org.eltor.tor.control.internal.protocol;

import java.util.regex.Pattern;

/** Checks of what callers put into commands. Messages never repeat the argument, since it may be a secret. */
final class Arguments {
    private static final Pattern OPTION = Pattern.compile("[A-Za-z0-9_]+");
    private static final Pattern WORD = Pattern.compile("[A-Z0-9_]+");
    private static final Pattern KEY = Pattern.compile("[!#-~]+");

    private Arguments() {}

    /** Refuses what would end the command and start another. */
    static String singleLine(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\r' || c == '\n' || c == '\0') {
                throw new IllegalArgumentException("CR, LF or NUL in an argument of a control command");
            }
        }
        return value;
    }

    /** The name of an option, as tor's manual has them. */
    static String option(String name) {
        return matching(OPTION, name, "an option name (letters, digits, underscore)");
    }

    /** An event or a signal. */
    static String word(String word) {
        return matching(WORD, word, "an event or signal name (capital letters, digits, underscore)");
    }

    /** A key of GETINFO: printable, without spaces and quotes. */
    static String key(String key) {
        return matching(KEY, key, "a GETINFO key (printable, no space, no quote)");
    }

    private static String matching(Pattern pattern, String value, String what) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException("not " + what);
        }
        return value;
    }
}
