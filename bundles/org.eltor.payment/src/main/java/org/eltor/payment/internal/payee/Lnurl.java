package org.eltor.payment.internal.payee;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Links for paying: an address of the web in bech32 (LUD-01), or under a scheme of its own (LUD-17). Pure. */
public final class Lnurl {
    private static final Pattern IN_LINK =
            Pattern.compile("^https?://[^?#]*\\?(?:.*&)?lightning=([0-9a-z]+)(?:[&#].*)?$");
    private static final String LIGHTNING = "lightning:";
    private static final String PAY = "lnurlp://";

    private Lnurl() {}

    /** Where a link leads; a refusal completes "the link: …". */
    public static WebAddress parse(String text) throws PayeeException {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith(LIGHTNING)) {
            return parse(text.substring(LIGHTNING.length()));
        }
        if (lower.startsWith(PAY)) {
            String rest = text.substring(PAY.length());
            String host = rest.split("[/:?#]", 2)[0].toLowerCase(Locale.ROOT);
            return WebAddress.parse((WebAddress.isOnion(host) ? "http://" : "https://") + rest);
        }
        Matcher fallback = IN_LINK.matcher(lower);
        Bech32 decoded = Bech32.withChecksum(fallback.matches() ? fallback.group(1) : text, Bech32.LONGEST);
        if (!decoded.prefix().equals("lnurl")) {
            throw new PayeeException("its prefix is not that of a link for paying");
        }
        return WebAddress.parse(new String(decoded.bytes(), StandardCharsets.UTF_8));
    }
}
