package org.eltor.tor.control.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.eltor.api.tor.TorConnector.TorConnection;
import org.eltor.api.tor.TorControl;
import org.eltor.api.tor.TorException;
import org.eltor.api.tor.TorException.Failure;
import org.eltor.api.tor.TorInfo;
import org.eltor.api.tor.TorMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControlSupervisorTest {
    private final Queue<CompletionStage<TorConnection>> attempts = new ArrayDeque<>();
    private final AtomicInteger attempted = new AtomicInteger();
    private final List<String> published = new CopyOnWriteArrayList<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final ControlSupervisor supervisor = new ControlSupervisor(
            this::attempt,
            new Backoff(Duration.ofMillis(1), Duration.ofMillis(4), new Random(1)),
            control -> {
                published.add("+" + control.info().version());
                return () -> published.add("-" + control.info().version());
            },
            new ProblemLog(problem -> log.add("WARN " + problem), text -> log.add("INFO " + text)));

    @AfterEach
    void endsItsThread() throws Exception {
        supervisor.close();
        assertThat(supervisor.awaitEnd(Duration.ofSeconds(5))).isTrue();
        Await.noThreadsLeft();
    }

    private synchronized CompletionStage<TorConnection> attempt() {
        attempted.incrementAndGet();
        return attempts.isEmpty() ? failing("nobody listens") : attempts.remove();
    }

    @Test
    void saysEachProblemOnceAndRecoveryToo() throws Exception {
        FakeConnection first = new FakeConnection("1");
        FakeConnection second = new FakeConnection("2");
        attempts.addAll(
                List.of(failing("a"), failing("b"), failing("a"), completed(first), failing("a"), completed(second)));
        supervisor.start();
        Await.until("connected", () -> published.equals(List.of("+1")));
        assertThat(supervisor.problem()).isEmpty();

        first.ended.complete(null);
        Await.until("connected again", () -> published.equals(List.of("+1", "-1", "+2")));

        assertThat(log)
                .containsExactly(
                        "WARN a",
                        "WARN b",
                        "INFO Connected to tor 1 (stock) at there",
                        "WARN control connection to there lost: reconnecting until that tor runs again",
                        "WARN a",
                        "INFO Connected to tor 2 (stock) at there");
    }

    @Test
    void keepsTryingAndNamesTheProblem() throws Exception {
        assertThat(supervisor.problem()).contains("not connected to tor yet");
        supervisor.start();

        Await.until("many attempts", () -> attempted.get() > 20);
        assertThat(supervisor.problem()).contains("nobody listens");
        assertThat(log).containsExactly("WARN nobody listens");
    }

    @Test
    void closeWithdrawsOnceAndPublishesNothingMore() throws Exception {
        FakeConnection first = new FakeConnection("1");
        attempts.add(completed(first));
        supervisor.start();
        Await.until("connected", () -> published.equals(List.of("+1")));

        supervisor.close();
        first.ended.complete(null);
        supervisor.close();

        assertThat(supervisor.awaitEnd(Duration.ofSeconds(5))).isTrue();
        assertThat(published).containsExactly("+1", "-1");
    }

    @Test
    void connectionThatComesAfterCloseIsNotPublished() throws Exception {
        CompletableFuture<TorConnection> late = new CompletableFuture<>();
        attempts.add(late);
        supervisor.start();
        Await.until("attempted", () -> attempted.get() == 1);

        supervisor.close();
        late.complete(new FakeConnection("late"));

        assertThat(supervisor.awaitEnd(Duration.ofSeconds(5))).isTrue();
        assertThat(published).isEmpty();
    }

    private static CompletionStage<TorConnection> failing(String message) {
        return CompletableFuture.failedFuture(new TorException(Failure.CONNECTION_LOST, 0, message));
    }

    private static CompletionStage<TorConnection> completed(TorConnection connection) {
        return CompletableFuture.completedFuture(connection);
    }

    /** A connection of which only the info and the end are ever asked. */
    private static final class FakeConnection implements TorConnection {
        final CompletableFuture<Void> ended = new CompletableFuture<>();
        private final TorControl control;

        FakeConnection(String version) {
            TorInfo info = new TorInfo(version, TorMode.STOCK, "there");
            control = (TorControl) Proxy.newProxyInstance(
                    FakeConnection.class.getClassLoader(),
                    new Class<?>[] {TorControl.class},
                    (proxy, method, arguments) -> info);
        }

        @Override
        public TorControl control() {
            return control;
        }

        @Override
        public CompletionStage<Void> ended() {
            return ended;
        }

        @Override
        public void close() {
            ended.complete(null);
        }
    }
}
