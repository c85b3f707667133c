package org.eltor.tor.control.internal.connection;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.eltor.api.tor.TorConnector.TorConnection;
import org.eltor.api.tor.TorControl;
import org.eltor.api.tor.TorInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one connection up: connects, publishes it while it is authenticated, withdraws it when it is lost, waits and
 * begins anew. All of that happens on one thread of its own, which no user of the published control waits for.
 */
public final class ControlSupervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlSupervisor.class);
    private static final Runnable NOTHING = () -> {};

    /** Where an authenticated control is made known. */
    @FunctionalInterface
    public interface Publisher {
        /** Makes {@code control} known, and returns what takes it back. Both may run users' code. */
        Runnable publish(TorControl control);
    }

    private final Supplier<CompletionStage<TorConnection>> opener;
    private final Backoff backoff;
    private final Publisher publisher;
    private final ProblemLog problems;
    private final ScheduledThreadPoolExecutor thread = NamedThreads.timer("supervisor");
    private final AtomicReference<Runnable> withdrawal = new AtomicReference<>(NOTHING);
    private volatile boolean closed;

    /**
     * @param opener makes one attempt; called again and again
     * @param backoff how long to wait after a failure
     * @param publisher told of each authenticated connection
     */
    public ControlSupervisor(Supplier<CompletionStage<TorConnection>> opener, Backoff backoff, Publisher publisher) {
        this(opener, backoff, publisher, new ProblemLog());
    }

    ControlSupervisor(
            Supplier<CompletionStage<TorConnection>> opener,
            Backoff backoff,
            Publisher publisher,
            ProblemLog problems) {
        this.opener = opener;
        this.backoff = backoff;
        this.publisher = publisher;
        this.problems = problems;
    }

    /** Begins, and returns at once. */
    public void start() {
        execute(this::attempt);
    }

    /** What keeps it from being connected, in one line; empty while connected. */
    public Optional<String> problem() {
        return problems.current();
    }

    /**
     * Withdraws what is published, while the connection still works so that users can put their settings back, and
     * attempts nothing further. The connection itself is the opener's to close.
     */
    @Override
    public void close() {
        closed = true;
        withdraw();
        thread.shutdown();
    }

    /** Waits for the thread to end after {@link #close()}, at the end with an interrupt. */
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        if (thread.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            return true;
        }
        thread.shutdownNow();
        return false;
    }

    private void attempt() {
        opener.get()
                .whenComplete((connection, failure) -> execute(() -> {
                    if (failure == null) {
                        connected(connection);
                    } else {
                        retry(Stages.toTorException(failure).getMessage());
                    }
                }));
    }

    private void execute(Runnable task) {
        thread.execute(guarded(task));
    }

    /** An executor would keep to itself what a task throws. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("Bug: keeping up the control connection failed", e);
            }
        };
    }

    private void retry(String problem) {
        problems.report(problem);
        thread.schedule(guarded(this::attempt), backoff.next().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void connected(TorConnection connection) {
        TorInfo info = connection.control().info();
        problems.recovered("Connected to tor " + info.version() + " ("
                + info.mode().name().toLowerCase(Locale.ROOT) + ") at " + info.endpoint());
        long since = System.nanoTime();
        publish(connection.control());
        connection.ended().thenRun(() -> execute(() -> lost(info, System.nanoTime() - since)));
    }

    private void publish(TorControl control) {
        if (closed) {
            return;
        }
        withdrawal.set(publisher.publish(control));
        if (closed) {
            withdraw();
        }
    }

    private void lost(TorInfo info, long nanos) {
        withdraw();
        if (nanos > backoff.stable().toNanos()) {
            backoff.reset();
        }
        retry("control connection to " + info.endpoint() + " lost: reconnecting until that tor runs again");
    }

    /** Takes back at most once per publication, whichever thread comes first. */
    private void withdraw() {
        withdrawal.getAndSet(NOTHING).run();
    }
}
