package org.eltor.payment.internal.ledger;

import java.util.regex.Pattern;

/** Makes one printable line of text that others wrote: no control characters, no secrets, no end without a limit. */
public final class Lines {
    private static final int LONGEST = 200;
    private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]+");
    /** Ids, hashes, preimages, keys, offers and invoices are all long runs without a blank. */
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9+_=-]{32,}");

    private Lines() {}

    public static String one(String text) {
        String line = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
        line = SECRET.matcher(line).replaceAll("***");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    /** The message of an exception, or its class where it has none. */
    public static String one(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : one(e.getMessage());
    }
}
