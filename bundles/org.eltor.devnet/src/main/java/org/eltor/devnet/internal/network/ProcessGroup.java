package org.eltor.devnet.internal.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * All processes of one network. Once it is closed, none is alive and none can be started.
 * Thread-safe.
 */
final class ProcessGroup implements AutoCloseable {

    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Path tor;
    private final List<TorProcess> processes = new ArrayList<>();
    private boolean closed;

    ProcessGroup(Path tor) {
        this.tor = tor;
    }

    synchronized TorProcess launch(NodeFiles files) throws IOException {
        if (closed) {
            throw new IOException("The network is closed");
        }
        TorProcess process = TorProcess.launch(tor, files);
        processes.add(process);
        return process;
    }

    /** Terminates all processes, and kills those that are still there after a second. */
    @Override
    public void close() {
        List<TorProcess> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(processes);
        }
        all.forEach(TorProcess::terminate);
        boolean interrupted = Thread.interrupted(); // an interrupted caller still leaves nothing behind
        long end = System.nanoTime() + GRACE_NANOS;
        for (TorProcess process : all) {
            interrupted |= !endBy(process, end);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Answers false when the thread was interrupted meanwhile; then the process was killed without
     * waiting.
     */
    private static boolean endBy(TorProcess process, long end) {
        try {
            if (!process.awaitEnd(Math.max(0, end - System.nanoTime()))) {
                process.kill();
            }
            return true;
        } catch (InterruptedException e) {
            process.handle().destroyForcibly();
            return false;
        }
    }
}
