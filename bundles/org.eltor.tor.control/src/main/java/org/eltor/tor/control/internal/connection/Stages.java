package org.eltor.tor.control.internal.connection;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.eltor.api.tor.TorException;
import org.eltor.api.tor.TorException.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Steps from stage to stage that fail with {@link TorException} itself, not with a wrapping exception. */
final class Stages {
    private static final Logger LOG = LoggerFactory.getLogger(Stages.class);

    private Stages() {}

    /** A function that may fail as tor does. */
    @FunctionalInterface
    interface Step<A, B> {
        B apply(A value) throws TorException;
    }

    static <A, B> CompletableFuture<B> map(CompletionStage<A> source, Step<? super A, ? extends B> step) {
        CompletableFuture<B> result = new CompletableFuture<>();
        source.whenComplete((value, failure) -> settle(result, value, failure, step, result::complete));
        return result;
    }

    static <A, B> CompletableFuture<B> compose(
            CompletionStage<A> source, Step<? super A, ? extends CompletionStage<B>> step) {
        CompletableFuture<B> result = new CompletableFuture<>();
        source.whenComplete((value, failure) -> settle(result, value, failure, step, next -> forward(next, result)));
        return result;
    }

    private static <A, C, B> void settle(
            CompletableFuture<B> result,
            A value,
            Throwable failure,
            Step<? super A, ? extends C> step,
            Consumer<C> next) {
        if (failure != null) {
            result.completeExceptionally(toTorException(failure));
            return;
        }
        C outcome;
        try {
            outcome = step.apply(value);
        } catch (TorException e) {
            result.completeExceptionally(e);
            return;
        } catch (RuntimeException e) {
            result.completeExceptionally(toTorException(e));
            return;
        }
        next.accept(outcome);
    }

    private static <B> void forward(CompletionStage<B> source, CompletableFuture<B> target) {
        source.whenComplete((value, failure) -> {
            if (failure == null) {
                target.complete(value);
            } else {
                target.completeExceptionally(toTorException(failure));
            }
        });
    }

    /** The failure itself; anything that is none of ours is a bug, is logged, and still ends the stage. */
    static TorException toTorException(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TorException known) {
            return known;
        }
        LOG.error("Bug: a control command failed in our own code", cause);
        return new TorException(Failure.MALFORMED, 0, "bug in the control client, see the log");
    }
}
