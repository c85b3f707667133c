package org.eltor.tor.control.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallbackQueueTest {
    private final CallbackQueue queue = new CallbackQueue(4, 6);
    private final List<String> told = new ArrayList<>();

    @Test
    void tellsInOrderAndEndsAfterTheLast() {
        offer("a");
        droppable("b");
        offer("c");
        queue.finish(() -> told.add("end"));
        queue.finish(() -> told.add("second end"));
        queue.run();

        assertThat(told).containsExactly("a", "b", "c", "end");
        assertThat(offer("late")).isFalse();
    }

    @Test
    void dropsTheOldestBandwidthEventsAboveTheSoftLimit() {
        droppable("bw1");
        offer("a");
        droppable("bw2");
        droppable("bw3");
        droppable("bw4");
        offer("b");
        queue.finish(() -> told.add("end"));
        queue.run();

        assertThat(told).containsExactly("a", "bw3", "bw4", "b", "end");
        assertThat(queue.dropped()).isEqualTo(2);
    }

    @Test
    void neverDropsAnythingElseButSaysWhenItIsFull() {
        for (int i = 1; i <= 6; i++) {
            assertThat(offer("e" + i)).isTrue();
        }
        assertThat(offer("e7")).isFalse();
        queue.finish(() -> told.add("end"));
        queue.run();

        assertThat(told).containsExactly("e1", "e2", "e3", "e4", "e5", "e6", "end");
        assertThat(queue.dropped()).isZero();
    }

    @Test
    void goesOnAfterACallbackThatThrows() {
        queue.offer(() -> {
            throw new IllegalStateException("meant by the test");
        });
        queue.offer(() -> {
            throw new AssertionError("meant by the test");
        });
        offer("a");
        queue.finish(() -> told.add("end"));
        queue.run();

        assertThat(told).containsExactly("a", "end");
    }

    private boolean offer(String name) {
        return queue.offer(() -> told.add(name));
    }

    private void droppable(String name) {
        queue.offerDroppable(() -> told.add(name));
    }
}
