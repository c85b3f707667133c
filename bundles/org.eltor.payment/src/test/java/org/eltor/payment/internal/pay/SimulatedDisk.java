package org.eltor.payment.internal.pay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.eltor.payment.internal.ledger.LedgerQueue;
import org.eltor.payment.internal.ledger.MemoryLedger;

/** What of a process outlives its death. */
interface SimulatedDisk {
    /** The ledger, as the next process finds it. */
    LedgerQueue open(ScheduledExecutorService thread, LedgerQueue.Listener listener);

    /** The process is dead: what is on the disk at this moment is what the next one finds. */
    void crashed();

    /** Lets the process die at one of its next commits: 1 is right before the first, 2 right after it; 0 is never. */
    void killIn(int halfCommits);

    /** In memory: what was committed is there. Fast, since nothing has to be flushed. */
    record InMemory(MemoryLedger ledger) implements SimulatedDisk {
        @Override
        public LedgerQueue open(ScheduledExecutorService thread, LedgerQueue.Listener listener) {
            return new LedgerQueue(ledger, thread, listener);
        }

        @Override
        public void crashed() {
            ledger.killIn(0);
        }

        @Override
        public void killIn(int halfCommits) {
            ledger.killIn(halfCommits);
        }
    }

    /** Real files: a crash is a copy of them. */
    final class OnFiles implements SimulatedDisk {
        private final Path folder;
        private int lives;

        OnFiles(Path folder) {
            this.folder = folder;
        }

        private Path file() {
            return folder.resolve(lives + ".db");
        }

        @Override
        public LedgerQueue open(ScheduledExecutorService thread, LedgerQueue.Listener listener) {
            return new LedgerQueue(file(), thread, listener);
        }

        @Override
        public void crashed() {
            Path before = file();
            lives++;
            try {
                for (String part : List.of("", "-wal")) {
                    Path from = Path.of(before + part);
                    if (Files.exists(from)) {
                        Files.copy(from, Path.of(file() + part), StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void killIn(int halfCommits) {
            // a file's commits cannot be interrupted from here; deaths between steps remain
        }
    }
}
