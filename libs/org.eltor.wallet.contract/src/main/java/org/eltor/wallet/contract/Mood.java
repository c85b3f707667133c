package org.eltor.wallet.contract;

/** How a double treats the payments that it is asked for. */
public enum Mood {
    /** Pays at once. */
    SETTLES,
    /** Says that nothing left. */
    FAILS,
    /** Says that its balance is too low. */
    IS_POOR,
    /** Takes the payment on, and does not finish it until it is told to. */
    PENDS,
    /** Takes the payment on, shows it as failed between two tries, and does not finish it until it is told to. */
    RETRIES,
    /** Takes the payment on, looks for a route while it shows nothing of it, and finishes it when it is told to. */
    SEARCHES,
    /** Takes the payment on, never answers, and pays. */
    HANGS,
    /** Takes the payment on, breaks the connection off, and pays. */
    DROPS,
    /** Never answers, and never takes the payment on. */
    SLEEPS,
    /** Pays, and shows another payment's preimage. */
    LIES,
    /** Answers that it broke, without paying. */
    BREAKS,
    /** Pays, and answers with something that is no answer. */
    BABBLES,
    /** Pays, and answers without end. */
    FLOODS,
    /** Refuses the credentials. */
    REFUSES;

    /** Whether payments stay under way until the node is told to finish them. */
    public boolean holds() {
        return this == PENDS || this == RETRIES || this == SEARCHES;
    }
}
