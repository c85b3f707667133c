package org.eltor.devnet.internal.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TrafficTest {

    private static final List<InetSocketAddress> TARGETS =
            List.of(new InetSocketAddress("127.0.0.1", 1), new InetSocketAddress("127.0.0.2", 1));

    @Test
    void targetsTakeTurnsAndSizesAreBounded() throws Exception {
        Set<InetSocketAddress> seen = ConcurrentHashMap.newKeySet();
        CountDownLatch enough = new CountDownLatch(20);
        try (Traffic traffic = new Traffic(
                (target, count) -> {
                    assertThat(count).isBetween(50_000L, 500_000L);
                    seen.add(target);
                    enough.countDown();
                },
                TARGETS,
                Duration.ZERO)) {
            traffic.begin();
            assertThat(enough.await(10, TimeUnit.SECONDS)).isTrue();
            traffic.finish();
            assertThat(traffic.awaitEnd(Duration.ofSeconds(5))).isTrue();
            assertThat(traffic.totals().count()).isGreaterThanOrEqualTo(20);
            assertThat(traffic.totals().failed()).isZero();
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(TARGETS);
    }

    @Test
    void aDownloadIsTriedThreeTimes() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (Traffic traffic = new Traffic(
                (target, count) -> {
                    calls.incrementAndGet();
                    throw new IOException("refused");
                },
                TARGETS,
                Duration.ofMinutes(1))) {
            traffic.begin();
            while (traffic.totals().failed() < 2) {
                Thread.sleep(20);
            }
            assertThat(calls).hasValue(6);
            assertThat(traffic.totals()).isEqualTo(new TrafficTotals(0, 0, 2, 4));
        }
    }
}
