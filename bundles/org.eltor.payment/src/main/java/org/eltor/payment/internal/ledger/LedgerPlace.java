package org.eltor.payment.internal.ledger;

/** Where the ledger lives: a file of this node alone, or a database that several nodes share. */
public interface LedgerPlace {
    /**
     * Opens the ledger, and creates it where there is none.
     *
     * @throws LedgerException says what is wrong and how to mend it
     */
    LedgerSession open() throws LedgerException;
}
