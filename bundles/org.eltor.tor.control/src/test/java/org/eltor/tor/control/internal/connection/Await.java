package org.eltor.tor.control.internal.connection;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.eltor.api.tor.TorException;

/** Waits for conditions, never for a time. */
public final class Await {
    private static final long SECONDS = 20;

    private Await() {}

    public static void until(String what, BooleanSupplier condition) throws InterruptedException {
        until(what, SECONDS, condition);
    }

    public static void until(String what, long seconds, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + seconds + " s: " + what);
            }
            Thread.sleep(5);
        }
    }

    public static <T> T value(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    }

    /** The failure of a stage, which has to be a {@link TorException} itself. */
    public static TorException failure(CompletionStage<?> stage) throws InterruptedException, TimeoutException {
        try {
            Object value = stage.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
            throw new AssertionError("no failure but " + value);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TorException failure) {
                return failure;
            }
            throw new AssertionError("not a TorException", e.getCause());
        }
    }

    public static void noThreadsLeft() throws InterruptedException {
        until("no thread of ours is left", () -> threads().isEmpty());
    }

    public static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("eltor-"))
                .collect(Collectors.toSet());
    }
}
