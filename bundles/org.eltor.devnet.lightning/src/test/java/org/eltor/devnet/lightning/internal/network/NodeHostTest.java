package org.eltor.devnet.lightning.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eltor.devnet.lightning.internal.network.Payments.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.eltor.devnet.lightning.internal.ldk.LdkBrokenException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of nodes that break, without any nodes. */
class NodeHostTest {
    private static final int MOST_RESTARTS = 10;

    private final AtomicLong opened = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> givenUp = new CopyOnWriteArrayList<>();
    /** What the next openings throw. */
    private final ConcurrentLinkedDeque<RuntimeException> troubles = new ConcurrentLinkedDeque<>();

    private final NodeHost host = new NodeHost("tested", this::openGroup, group -> {}, givenUp::add, nanos::get);

    @BeforeEach
    void open() {
        await(host.open());
    }

    @AfterEach
    void close() throws InterruptedException {
        host.end();
        assertThat(host.awaitEnd(TimeUnit.SECONDS.toMillis(Payments.LIMIT_SECONDS)))
                .isTrue();
    }

    static Stream<Throwable> whateverComesOutOfLdk() {
        return Stream.of(
                new LdkBrokenException("a panic"),
                new IllegalStateException("a trap"),
                new IndexOutOfBoundsException("a pointer"),
                new OutOfMemoryError("a memory that cannot grow"),
                new StackOverflowError());
    }

    @ParameterizedTest
    @MethodSource("whateverComesOutOfLdk")
    void opensTheNodesAnewWhenTheyBreak(Throwable trouble) {
        assertThatThrownBy(() -> fail(trouble))
                .isInstanceOf(ExecutionException.class)
                .hasCause(trouble);

        assertThat(group()).isEqualTo(2);
        assertThat(givenUp).isEmpty();
    }

    @Test
    void triesAgainWhenTheNodesBreakWhileTheyAreOpened() {
        troubles.add(new IllegalStateException("a trap"));
        troubles.add(new LdkBrokenException("a panic"));

        assertThatThrownBy(() -> fail(new IllegalStateException())).isInstanceOf(ExecutionException.class);

        assertThat(group()).isEqualTo(2);
        assertThat(givenUp).isEmpty();
    }

    @Test
    void givesUpNodesThatBreakTooOften() {
        for (int i = 0; i <= MOST_RESTARTS; i++) {
            assertThatThrownBy(() -> fail(new IllegalStateException("lno1 is secret")))
                    .isNotNull();
        }

        assertThat(givenUp)
                .containsExactly("Lightning node tested does not come back: it broke 11 times within a minute");
        assertThatThrownBy(() -> host.ask(NodeGroup::number).get()).hasMessageContaining("node tested is not open");
    }

    @Test
    void forgetsBreaksOfLongAgo() {
        for (int i = 0; i <= 2 * MOST_RESTARTS; i++) {
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
            assertThatThrownBy(() -> fail(new IllegalStateException())).isNotNull();
        }

        assertThat(group()).isEqualTo(2 + 2 * MOST_RESTARTS);
        assertThat(givenUp).isEmpty();
    }

    private NodeGroup openGroup() {
        RuntimeException trouble = troubles.poll();
        if (trouble != null) {
            throw trouble;
        }
        return new NodeGroup(opened.incrementAndGet(), null, Map.of());
    }

    private void fail(Throwable trouble) throws ExecutionException, InterruptedException {
        host.ask(group -> {
                    if (trouble instanceof Error error) {
                        throw error;
                    }
                    throw (RuntimeException) trouble;
                })
                .get();
    }

    private long group() {
        return await(host.ask(NodeGroup::number));
    }
}
