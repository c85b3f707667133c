package org.eltor.payment.internal.ledger;

import java.nio.file.Path;
import java.time.Duration;

/** Where the ledger lives: a file of this node alone, or a database that several nodes share. */
public interface LedgerPlace {
    /**
     * Opens the ledger, and creates it where there is none.
     *
     * @throws LedgerException says what is wrong and how to mend it
     */
    LedgerSession open() throws LedgerException;

    /**
     * A node that was silent for so long is dead, and others take over what it left; nothing where there is one node
     * alone.
     */
    default Duration lease() {
        return Duration.ZERO;
    }

    /** A file that this process owns alone; everything that is committed has been flushed to the disk. */
    static LedgerPlace file(Path file) {
        return () -> LedgerFile.open(file);
    }
}
