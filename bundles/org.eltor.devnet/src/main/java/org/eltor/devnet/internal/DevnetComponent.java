package org.eltor.devnet.internal;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eltor.api.circuit.CircuitAdmin;
import org.eltor.devnet.internal.network.DevnetThreads;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and stops the network on a thread of its own, {@code eltor-devnet-control-1}. */
@Component(immediate = true)
public final class DevnetComponent implements Devnet {

    private static final Logger LOG = LoggerFactory.getLogger(DevnetComponent.class);
    private static final long STOP_MILLIS = 2000;
    private static final String STOPPED_EARLY = "The network was stopped before it was started";

    private final Platform platform;
    private final Overrides overrides;
    private final ExecutorService control = Executors.newSingleThreadExecutor(DevnetThreads.named("control"));
    private final Object lock = new Object();
    private Future<?> starting = CompletableFuture.completedFuture(null); // guarded by lock
    private CompletableFuture<RunningDevnet> promised = new CompletableFuture<>(); // guarded by lock
    private volatile RunningDevnet running; // written on the control thread

    @Activate
    public DevnetComponent(@Reference Platform platform, @Reference ConfigurationAdmin configurations) {
        this.platform = platform;
        overrides = new Overrides(configurations);
        control.execute(this::cleanUp);
    }

    /** A JVM that died left the other bundles pointing to a network that is no more. */
    private void cleanUp() {
        try {
            overrides.restoreAll();
        } catch (IOException e) {
            LOG.warn("What an earlier network had configured could not be restored: {}", e.getMessage());
        }
    }

    @Override
    public CompletionStage<RunningDevnet> start(DevnetSettings settings) {
        CompletableFuture<RunningDevnet> result = new CompletableFuture<>();
        synchronized (lock) {
            if (!starting.isDone()) {
                return CompletableFuture.failedStage(new DevnetException("The network is just being started"));
            }
            starting = submit(() -> startNow(settings, result), result);
            promised = result;
        }
        return result;
    }

    private void startNow(DevnetSettings settings, CompletableFuture<RunningDevnet> result) {
        if (running != null) {
            result.completeExceptionally(
                    new DevnetException("The network is started already; eltor:devnet-stop stops it"));
            return;
        }
        try {
            running = RunningDevnet.start(settings, platform, overrides);
            result.complete(running);
        } catch (DevnetException e) {
            result.completeExceptionally(e);
        } catch (InterruptedException e) {
            result.completeExceptionally(new DevnetException(STOPPED_EARLY, e));
        }
    }

    @Override
    public CompletionStage<Void> stop() {
        CompletableFuture<Void> result = new CompletableFuture<>();
        synchronized (lock) {
            starting.cancel(true);
            CompletableFuture<RunningDevnet> start = promised;
            submit(
                    () -> {
                        // one that was cancelled before its turn came
                        start.completeExceptionally(new DevnetException(STOPPED_EARLY));
                        stopNow();
                        result.complete(null);
                    },
                    result);
        }
        return result;
    }

    private Future<?> submit(Runnable task, CompletableFuture<?> result) {
        try {
            return control.submit(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) { // the top of the thread
                    LOG.error("Bug: starting or stopping the network failed", e);
                    result.completeExceptionally(new DevnetException("This failed by a bug; log:display shows it", e));
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new DevnetException("The devnet bundle is being stopped", e));
            return CompletableFuture.completedFuture(null);
        }
    }

    private void stopNow() {
        RunningDevnet stopped = running;
        running = null;
        if (stopped == null) {
            return;
        }
        platform.find(CircuitAdmin.class).ifPresent(this::stopCircuits);
        stopped.close();
    }

    private void stopCircuits(CircuitAdmin admin) {
        try {
            admin.stop().toCompletableFuture().get(STOP_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The paid circuits did not stop within {} ms; they end with the network", STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Optional<RunningDevnet> running() {
        return Optional.ofNullable(running);
    }

    /** Ends the network within 5 s: nothing of it is left. */
    @Deactivate
    void deactivate() throws InterruptedException {
        stop();
        control.shutdown();
        if (!control.awaitTermination(4500, TimeUnit.MILLISECONDS)) {
            LOG.warn("The network did not stop within 4.5 s");
            control.shutdownNow();
        }
    }
}
