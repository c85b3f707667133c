package org.eltor.wallet.support;

/** A password, rune, macaroon or key. It does not print itself. */
public final class Secret {
    private final String value;

    /** @throws IllegalArgumentException when there is nothing, or what no header could carry */
    public Secret(String value) {
        if (!value.matches("[ -~]{1,8192}")) {
            throw new IllegalArgumentException("must be 1 to 8192 printable ASCII characters");
        }
        this.value = value;
    }

    /** The secret itself, for the one place that sends it. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
