package org.eltor.api.tor;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Identity of a relay: the SHA-1 of its RSA identity key as 40 upper-case hex digits (control-spec 2.4, "Fingerprint").
 * Nicknames are for display only, since nothing makes them unique.
 *
 * @param hex 40 upper-case hex digits, without the leading dollar sign
 */
public record Fingerprint(String hex) implements Comparable<Fingerprint> {
    private static final int DIGITS = 40;
    private static final Pattern LONG_NAME = Pattern.compile("\\$?([0-9A-Fa-f]{40})(?:[~=][A-Za-z0-9]{1,19})?");

    /** @throws IllegalArgumentException unless {@code hex} is 40 upper-case hex digits */
    public Fingerprint {
        if (!isFingerprint(hex)) {
            throw new IllegalArgumentException("not a fingerprint of 40 upper-case hex digits");
        }
    }

    /** Without a pattern: a directory has ten thousand of them. */
    private static boolean isFingerprint(String text) {
        boolean right = text.length() == DIGITS;
        for (int i = 0; right && i < DIGITS; i++) {
            char c = text.charAt(i);
            right = c >= '0' && c <= '9' || c >= 'A' && c <= 'F';
        }
        return right;
    }

    /**
     * Reads a server id in any of tor's forms: {@code HEX}, {@code $HEX}, {@code $HEX~nick}, {@code $HEX=nick}.
     *
     * @throws IllegalArgumentException when {@code text} has none of these forms
     */
    public static Fingerprint parse(String text) {
        Matcher matcher = LONG_NAME.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a relay fingerprint (40 hex digits, a leading $ is allowed)");
        }
        return new Fingerprint(matcher.group(1).toUpperCase(Locale.ROOT));
    }

    @Override
    public int compareTo(Fingerprint other) {
        return hex.compareTo(other.hex);
    }

    /** The form that the control protocol takes: a dollar sign and the 40 digits. */
    @Override
    public String toString() {
        return "$" + hex;
    }
}
