package org.eltor.devnet.internal;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eltor.api.lightning.LightningReceiver;
import org.eltor.devnet.internal.network.DevnetThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The money getting ready on a thread of its own, while processes start. Used by one thread. */
final class MoneyStart implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MoneyStart.class);
    private static final long END_MILLIS = 2000;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(DevnetThreads.named("money"));
    private final Future<LightningReceiver> receiver;

    private MoneyStart(Callable<LightningReceiver> work) {
        receiver = thread.submit(work);
    }

    static MoneyStart begin(Callable<LightningReceiver> work) {
        return new MoneyStart(work);
    }

    /** @throws FailedException when relays cannot be paid */
    LightningReceiver await() throws IOException, InterruptedException {
        try {
            return receiver.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DevnetException reason) {
                throw new FailedException(reason);
            }
            throw new IOException(e.getCause().getMessage(), e);
        }
    }

    /** Ends the work, done or not: nothing is configured by it from now on. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(END_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.warn("The wallet's start did not end within {} ms", END_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** There is no money. */
    static final class FailedException extends IOException {
        private static final long serialVersionUID = 1L;

        private final DevnetException reason;

        private FailedException(DevnetException reason) {
            super(reason.getMessage(), reason);
            this.reason = reason;
        }

        DevnetException reason() {
            return reason;
        }
    }
}
