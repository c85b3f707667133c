package org.eltor.tor.control.internal.protocol;

import java.util.Collection;
import java.util.regex.Pattern;
import org.eltor.api.tor.TorException;
import org.eltor.api.tor.TorException.Failure;

/** Texts of failures: one line each, short, and without what could be a secret. */
public final class Messages {
    /** What people configure, and so the place to point them to. */
    public static final String PID = "org.eltor.tor.control";

    private static final int MAX_LENGTH = 300;
    private static final int SHORTEST_SECRET = 3;
    /** Payment ids, hashes and cookies; a fingerprint is shorter. */
    private static final Pattern LONG_HEX = Pattern.compile("[0-9A-Fa-f]{64,}");

    private Messages() {}

    static String refused(Reply reply) {
        return "tor answered " + reply.code() + " " + clean(reply.text());
    }

    /** Makes foreign text fit for a log: printable, without long hex strings, cut at 300 characters. */
    public static String clean(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", " ").strip();
        String scrubbed = LONG_HEX.matcher(printable).replaceAll("***");
        return scrubbed.length() <= MAX_LENGTH ? scrubbed : scrubbed.substring(0, MAX_LENGTH) + "…";
    }

    /** Removes what the caller sent as option values, since tor likes to repeat them in its refusal. */
    public static TorException without(Collection<String> secrets, TorException failure) {
        String message = failure.getMessage();
        for (String secret : secrets) {
            if (secret.length() >= SHORTEST_SECRET) {
                message = message.replace(secret, "***");
            }
        }
        return new TorException(failure.failure(), failure.code(), message);
    }

    /** A failure for an answer that control-spec does not allow. */
    public static TorException malformed(String message) {
        return new TorException(Failure.MALFORMED, 0, message);
    }
}
