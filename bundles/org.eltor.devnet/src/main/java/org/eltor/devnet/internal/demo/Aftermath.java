package org.eltor.devnet.internal.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.TorControl;

/** What a session must not leave behind at tor. */
final class Aftermath {

    private static final String LEAVE_UNATTACHED = "__LeaveStreamsUnattached";
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int ANSWER_SECONDS = 5;
    private static final long POLL_MILLIS = 50;

    private final TorControl tor;
    private final Set<String> circuits;

    /** @param circuits those of the session */
    Aftermath(TorControl tor, Set<CircuitId> circuits) {
        this.tor = tor;
        this.circuits = circuits.stream().map(CircuitId::value).collect(Collectors.toSet());
    }

    /** What is left after two seconds at most, a sentence for each; usually nothing. */
    List<String> leftovers() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        List<String> left = look();
        while (!left.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(POLL_MILLIS);
            left = look();
        }
        return left;
    }

    private List<String> look() throws InterruptedException {
        try {
            List<String> left = new ArrayList<>();
            List<String> option = tor.getConf(Set.of(LEAVE_UNATTACHED))
                    .toCompletableFuture()
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .getOrDefault(LEAVE_UNATTACHED, List.of());
            if (option.contains("1")) {
                left.add("tor still leaves its streams to a controller (" + LEAVE_UNATTACHED + " is 1)");
            }
            tor.getInfo("circuit-status")
                    .toCompletableFuture()
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .lines()
                    .map(line -> line.strip().split(" ")[0])
                    .filter(circuits::contains)
                    .forEach(id -> left.add("circuit " + id + " is still open at tor"));
            return left;
        } catch (ExecutionException | TimeoutException e) {
            return List.of("tor could not be asked what is left: " + e.getMessage());
        }
    }
}
