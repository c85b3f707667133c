package org.eltor.wallet.support;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes foreign text fit for a log and a terminal: one short line, without control characters, without what looks like
 * a key, a hash, an invoice or an offer, and without the secrets it is told.
 */
public final class Redaction {
    private static final int LONGEST = 160;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+");
    private static final Pattern INSTRUMENT =
            Pattern.compile("(?i)\\b(?:ln(?:o|i|r|bc|bcrt|tb|tbs|url)[0-9]*1?|nostr\\+)\\S{8,}");
    private static final Pattern UUID = Pattern.compile("(?i)\\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b");
    private static final Pattern TOKEN = Pattern.compile("[0-9A-Za-z+/_=-]{20,}");
    private static final String MASK = "***";

    private final List<String> secrets;

    public Redaction(List<Secret> secrets) {
        this.secrets = secrets.stream()
                .map(Secret::reveal)
                .filter(secret -> secret.length() > 3)
                .toList();
    }

    /** For text that can hold no secret of ours. */
    public static Redaction plain() {
        return new Redaction(List.of());
    }

    public String line(String text) {
        String result = text.length() > 8 * LONGEST ? text.substring(0, 8 * LONGEST) : text;
        for (String secret : secrets) {
            result = result.replace(secret, MASK);
        }
        result = CONTROL.matcher(result).replaceAll(" ");
        result = INSTRUMENT.matcher(result).replaceAll(MASK);
        result = UUID.matcher(result).replaceAll(MASK);
        result = TOKEN.matcher(result).replaceAll(MASK).strip();
        return result.length() > LONGEST ? result.substring(0, LONGEST) + "…" : result;
    }
}
