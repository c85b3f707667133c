package org.eltor.payment.internal.payee;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * {@code user@domain}: a Lightning address (LUD-16), or a name with DNS payment instructions (BIP 353). Which of the
 * two is meant is said beside it, never by it. Names beyond ASCII are to be in punycode already.
 *
 * @param user in lower case
 * @param domain in lower case, without a dot at its end
 */
public record PaymentName(String user, String domain) {
    private static final Pattern USER = Pattern.compile("[a-z0-9_+-][a-z0-9._+-]{0,62}");
    private static final String BITCOIN_SIGN = "₿";
    private static final String INSTRUCTION = "bitcoin:";

    /** Reads a name; a refusal completes "the address: …". */
    public static PaymentName parse(String text) throws PayeeException {
        String plain = text.startsWith(BITCOIN_SIGN) ? text.substring(BITCOIN_SIGN.length()) : text;
        String[] parts = plain.toLowerCase(Locale.ROOT).split("@", -1);
        boolean good = parts.length == 2
                && USER.matcher(parts[0]).matches()
                && !parts[0].contains("..")
                && parts[1].indexOf('.') > 0
                && WebAddress.isHost(parts[1]);
        if (!good) {
            throw new PayeeException("it is not of the form user@domain");
        }
        return new PaymentName(parts[0], parts[1]);
    }

    /** Where a Lightning address is asked for (LUD-16). */
    WebAddress lightningAddress() throws PayeeException {
        String scheme = WebAddress.isOnion(domain) ? "http://" : "https://";
        return WebAddress.parse(scheme + domain + "/.well-known/lnurlp/" + user);
    }

    /** The name under which DNS has the instructions, with a dot at its end (BIP 353). */
    public String dnsName() throws PayeeException {
        String name = user + ".user._bitcoin-payment." + domain + ".";
        if (name.length() > 254) {
            throw new PayeeException("it is too long for DNS");
        }
        return name;
    }

    /**
     * The one instruction among the TXT records of a name, each already put together from its strings (BIP 353).
     *
     * @throws PayeeException where there is none, or more than one
     */
    public static PaymentUri instruction(List<String> records) throws PayeeException {
        List<String> instructions = records.stream()
                .filter(record -> record.regionMatches(true, 0, INSTRUCTION, 0, INSTRUCTION.length()))
                .toList();
        if (instructions.isEmpty()) {
            throw new NoInstructionException("DNS has no payment instructions for it", false, false);
        }
        if (instructions.size() > 1) {
            throw new PayeeException("DNS has more than one payment instruction for it");
        }
        return PaymentUri.parse(instructions.get(0));
    }

    @Override
    public String toString() {
        return "PaymentName[***]";
    }
}
