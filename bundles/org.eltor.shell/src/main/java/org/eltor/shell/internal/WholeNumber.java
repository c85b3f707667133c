package org.eltor.shell.internal;

import java.util.OptionalInt;

/** Reads the number that a user gave for an option. */
public final class WholeNumber {
    private WholeNumber() {}

    /**
     * @param option the option's name, with its dashes
     * @param text what the user typed; null when the option was left out
     * @return the number; empty when the option was left out
     * @throws ExplainedException when it is no whole number from {@code min} to {@code max}; says the range
     */
    public static OptionalInt parse(String option, String text, int min, int max) throws ExplainedException {
        if (text == null) {
            return OptionalInt.empty();
        }
        if (text.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return OptionalInt.of(number);
            }
        }
        throw new ExplainedException(
                option + " must be a whole number from " + min + " to " + max + ", not " + PlainText.line(text, 40));
    }
}
