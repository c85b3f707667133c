package org.eltor.shell.internal;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what a service promised, but not for ever. */
public final class Answer {
    /** How long a user is kept waiting. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private Answer() {}

    /**
     * Waits for {@code stage}. What was asked for goes on when the wait ends without an answer.
     *
     * @param who the one that was asked, for the user: "the payment service"
     * @throws ExplainedException when there is no answer in time, or a checked exception is the answer
     * @throws RuntimeException the one that the stage failed with; around an error, if that was it
     * @throws InterruptedException when the user interrupts the command
     */
    public static <T> T await(CompletionStage<T> stage, String who, Duration patience)
            throws ExplainedException, InterruptedException {
        try {
            return stage.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ExplainedException(
                    "No answer from " + who + " in time" + ": try again; if it stays so, log:display says more");
        } catch (CancellationException e) {
            throw new ExplainedException(
                    "No answer from " + who + ": it is shutting down; eltor:status shows what runs");
        } catch (ExecutionException e) {
            throw explained(unwrapped(e), who);
        }
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static ExplainedException explained(Throwable cause, String who) {
        if (cause instanceof RuntimeException bug) {
            throw bug;
        }
        if (cause instanceof Error error) {
            throw new CompletionException(who + " failed", error);
        }
        return new ExplainedException(PlainText.line(reason(cause), 400));
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        if (cause instanceof NoSuchFileException) {
            return "No such file or folder: " + message;
        }
        if (cause instanceof AccessDeniedException) {
            return "Karaf may not write there: " + message;
        }
        if (cause instanceof FileSystemException) {
            return "The file system refuses: " + message;
        }
        return message;
    }
}
