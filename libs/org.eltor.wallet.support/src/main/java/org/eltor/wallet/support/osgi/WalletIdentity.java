package org.eltor.wallet.support.osgi;

/**
 * What tells one configured wallet from another.
 *
 * @param name name in the ledger: unique, and the same after a restart
 * @param ranking the higher is preferred
 * @param isDefault preferred to all that are not the default
 */
public record WalletIdentity(String name, int ranking, boolean isDefault) {
    private static final int BEYOND = 1_000_000;
    /** Lifts the lowest ranking of a default above the highest of others. */
    private static final int DEFAULT_LIFT = 2 * BEYOND;

    /** @throws IllegalArgumentException when a value is out of range; the message names the setting */
    public WalletIdentity {
        if (!name.matches("[A-Za-z0-9._-]{1,40}")) {
            throw new IllegalArgumentException("name must be 1 to 40 letters, digits, '.', '_' or '-'");
        }
        if (Math.abs((long) ranking) >= BEYOND) {
            throw new IllegalArgumentException("service.ranking must be between -999999 and 999999");
        }
    }

    int serviceRanking() {
        return isDefault ? DEFAULT_LIFT + ranking : ranking;
    }
}
