package org.eltor.wallet.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eltor.testkit.SettableClock;
import org.eltor.testkit.SteppedExecutor;
import org.junit.jupiter.api.Test;

class WalletSupervisorTest {
    private static final CallException SILENT = new CallException(CallException.Kind.NO_ANSWER, "gave no answer");
    private static final CallException BANNED = new CallException(CallException.Kind.NOT_ALLOWED, "wrong password");

    private final SteppedExecutor thread = new SteppedExecutor(new SettableClock());
    private final Deque<CompletionStage<Optional<String>>> answers = new ArrayDeque<>();
    private final List<String> shelf = new ArrayList<>();
    private int asked;

    private final WalletSupervisor supervisor = new WalletSupervisor(
            "w",
            () -> {
                asked++;
                return answers.isEmpty() ? well() : answers.poll();
            },
            new WalletSupervisor.Shelf() {
                @Override
                public void offer() {
                    shelf.add("offer");
                }

                @Override
                public void withdraw() {
                    shelf.add("withdraw");
                }
            },
            Pace.ordinary(),
            thread);

    @Test
    void offersAfterTheFirstGoodAnswer() {
        assertThat(supervisor.problem()).contains("wallet w: not asked yet");
        start();
        assertThat(shelf).containsExactly("offer");
        assertThat(supervisor.problem()).isEmpty();
    }

    @Test
    void triesAgainWithGrowingPauses() {
        for (int i = 0; i < 3; i++) {
            answers.add(CompletableFuture.failedStage(SILENT));
        }
        start();
        assertThat(supervisor.problem()).contains("wallet w: gave no answer");
        pass(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(2));
        assertThat(shelf).isEmpty();
        pass(Duration.ofSeconds(3));
        assertThat(asked).isEqualTo(3);
        pass(Duration.ofSeconds(1));
        assertThat(shelf).containsExactly("offer");
    }

    @Test
    void forgivesOneBadAnswerAndNotTwo() {
        start();
        answers.add(CompletableFuture.failedStage(SILENT));
        pass(Duration.ofSeconds(30));
        assertThat(shelf).containsExactly("offer");
        answers.add(CompletableFuture.completedStage(Optional.of("has no channel")));
        pass(Duration.ofSeconds(1));
        assertThat(shelf).containsExactly("offer", "withdraw");
        assertThat(supervisor.problem()).contains("wallet w: has no channel");
        pass(Duration.ofSeconds(2));
        assertThat(shelf).containsExactly("offer", "withdraw", "offer");
    }

    @Test
    void leavesAWalletThatRefusesUsAlone() {
        answers.add(CompletableFuture.failedStage(BANNED));
        start();
        pass(Duration.ofSeconds(119));
        assertThat(asked).isEqualTo(1);
        pass(Duration.ofSeconds(1));
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void withdrawsAtOnceWhenRefusedInTheMiddleOfWork() {
        start();
        supervisor.refused("wrong password");
        thread.advance(Duration.ZERO);
        assertThat(shelf).containsExactly("offer", "withdraw");
        assertThat(supervisor.problem()).contains("wallet w: wrong password");
        pass(Duration.ofMinutes(2));
        assertThat(shelf).containsExactly("offer", "withdraw", "offer");
    }

    private void start() {
        supervisor.start();
        thread.advance(Duration.ZERO);
    }

    private void pass(Duration time) {
        thread.advance(time);
    }

    private static CompletionStage<Optional<String>> well() {
        return CompletableFuture.completedStage(Optional.empty());
    }
}
