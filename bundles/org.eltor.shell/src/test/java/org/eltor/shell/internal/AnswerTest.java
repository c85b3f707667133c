package org.eltor.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eltor.api.payment.PaymentException;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    @Test
    void isWhatTheStageSays() throws Exception {
        assertThat(Answer.await(CompletableFuture.completedStage(7), "x", SHORT))
                .isEqualTo(7);
    }

    @Test
    void silenceIsExplained() {
        assertThatThrownBy(() -> Answer.await(new CompletableFuture<>(), "the payment service", SHORT))
                .isInstanceOf(ExplainedException.class)
                .hasMessageStartingWith("No answer from the payment service in time: try again");
    }

    @Test
    void aCheckedFailureSpeaksForItself() {
        CompletableFuture<Integer> failed = new CompletableFuture<>();
        failed.completeExceptionally(new CompletionException(new PaymentException("ledger\u001b damaged:\nrepair it")));

        assertThatThrownBy(() -> Answer.await(failed.thenApply(n -> n), "x", SHORT))
                .isInstanceOf(ExplainedException.class)
                .hasMessage("ledger damaged: repair it");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() ->
                        Answer.await(CompletableFuture.failedStage(new NoSuchFileException("/nowhere/x")), "x", SHORT))
                .hasMessage("No such file or folder: /nowhere/x");
    }

    @Test
    void aBugStaysABug() {
        IllegalArgumentException bug = new IllegalArgumentException("bug");
        assertThatThrownBy(() -> Answer.await(CompletableFuture.failedStage(bug), "x", SHORT))
                .isSameAs(bug);
        assertThatThrownBy(() -> Answer.await(CompletableFuture.failedStage(new AssertionError()), "x", SHORT))
                .isInstanceOf(CompletionException.class);
    }

    @Test
    void anInterruptEndsTheWaitAndLeavesTheStage() {
        CompletableFuture<Integer> stage = new CompletableFuture<>();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Answer.await(stage, "x", Duration.ofMinutes(1)))
                .isInstanceOf(InterruptedException.class);
        assertThat(stage).isNotDone();
    }
}
