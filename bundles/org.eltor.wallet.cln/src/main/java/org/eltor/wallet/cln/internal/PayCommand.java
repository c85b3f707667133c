package org.eltor.wallet.cln.internal;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which command of the node pays. */
enum PayCommand {
    /** {@code xpay} where the node has it, otherwise {@code pay}. */
    AUTO,
    /** Everywhere; deprecated from 26.06. */
    PAY,
    /** From 24.11. */
    XPAY;

    private static final Pattern VERSION = Pattern.compile("v?([0-9]{1,3})\\.([0-9]{1,3}).*");
    private static final int FIRST_YEAR = 24;
    private static final int FIRST_MONTH = 11;

    static PayCommand parse(String text) {
        String name = text.strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(command -> command.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("pay.command must be auto, pay or xpay"));
    }

    /** What to use with a node of that version. */
    PayCommand on(String version) {
        if (this != AUTO) {
            return this;
        }
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            return PAY;
        }
        int year = Integer.parseInt(matcher.group(1));
        int month = Integer.parseInt(matcher.group(2));
        return year > FIRST_YEAR || year == FIRST_YEAR && month >= FIRST_MONTH ? XPAY : PAY;
    }
}
