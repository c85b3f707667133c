package org.eltor.payment.internal.payee;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A {@code bitcoin:} URI (BIP 321), as far as Lightning is concerned.
 *
 * @param offer a BOLT12 offer, not decoded
 * @param invoice a BOLT11 invoice, not decoded
 */
public record PaymentUri(Optional<String> offer, Optional<String> invoice) {
    private static final String SCHEME = "bitcoin:";
    private static final String REQUIRED = "req-";
    private static final int LONGEST = 8192;
    private static final Set<String> ONCE = Set.of("label", "message", "amount", "pop");
    /** What {@code req-} may be put before: all that is understood. */
    private static final Set<String> UNDERSTOOD =
            Set.of("label", "message", "amount", "pop", "lno", "lightning", "sp", "bc", "tb");

    private static final Set<String> BROWSER = Set.of("http", "https", "file", "javascript", "mailto");

    /** Reads a URI; a refusal completes "the payment instruction: …". */
    public static PaymentUri parse(String text) throws PayeeException {
        if (text.length() > LONGEST || !text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new PayeeException("it is not a bitcoin: URI");
        }
        String body = text.substring(SCHEME.length());
        int question = body.indexOf('?');
        Optional<String> offer = Optional.empty();
        Optional<String> invoice = Optional.empty();
        Set<String> seen = new HashSet<>();
        for (String parameter :
                question < 0 ? new String[0] : body.substring(question + 1).split("&")) {
            String[] parts = parameter.split("=", 2);
            String key = parts[0].toLowerCase(Locale.ROOT);
            String value = parts.length == 2 ? decode(parts[1]) : "";
            key = check(key, value, seen);
            if (key.equals("lno") && offer.isEmpty()) {
                offer = Optional.of(value);
            } else if (key.equals("lightning") && invoice.isEmpty()) {
                invoice = Optional.of(value);
            }
        }
        return new PaymentUri(offer, invoice);
    }

    /** @return the key without {@code req-} */
    private static String check(String key, String value, Set<String> seen) throws PayeeException {
        boolean required = key.startsWith(REQUIRED);
        String plain = required ? key.substring(REQUIRED.length()) : key;
        if (required && !UNDERSTOOD.contains(plain)) {
            throw new PayeeException("it demands something that is not known");
        }
        if (!seen.add(plain) && ONCE.contains(plain)) {
            throw new PayeeException("it says something twice");
        }
        boolean address = plain.equals("bc") || plain.equals("tb");
        if (address && !value.toLowerCase(Locale.ROOT).startsWith(plain + "1")) {
            throw new PayeeException("an address in it is of another network");
        }
        if (required && plain.equals("pop") && BROWSER.contains(value.split(":", 2)[0].toLowerCase(Locale.ROOT))) {
            throw new PayeeException("it demands that a browser is told of the payment");
        }
        return plain;
    }

    private static String decode(String value) throws PayeeException {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new PayeeException("its escapes are malformed");
        }
    }
}
