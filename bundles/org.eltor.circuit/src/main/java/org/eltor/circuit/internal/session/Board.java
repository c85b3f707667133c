package org.eltor.circuit.internal.session;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.circuit.RoundInfo;
import org.eltor.api.circuit.SessionEvent;
import org.eltor.api.circuit.StreamInfo;
import org.eltor.api.tor.StreamId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the rest of the world sees: snapshots for readers of any thread, events for listeners. Written on the loop,
 * one entry at a time, so that an event costs the same however many circuits and streams there are.
 */
public final class Board {
    private static final Logger LOG = LoggerFactory.getLogger("org.eltor.circuit");
    private static final int KEPT = 1000;

    private final ConcurrentNavigableMap<Long, CircuitInfo> circuits = new ConcurrentSkipListMap<>();
    private final ConcurrentNavigableMap<Long, RoundInfo> rounds = new ConcurrentSkipListMap<>();
    private final ConcurrentNavigableMap<Long, StreamInfo> streams = new ConcurrentSkipListMap<>();
    private final Map<StreamId, Long> streamNumbers = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();
    private final Consumer<SessionEvent> listeners;

    /** @param listeners called on the loop for every event */
    public Board(Consumer<SessionEvent> listeners) {
        this.listeners = listeners;
    }

    /** Circuits, oldest first. */
    public List<CircuitInfo> circuits() {
        return List.copyOf(circuits.values());
    }

    /** Rounds, oldest first. */
    public List<RoundInfo> rounds() {
        return List.copyOf(rounds.values());
    }

    /** Streams, oldest first. */
    public List<StreamInfo> streams() {
        return List.copyOf(streams.values());
    }

    void clear() {
        circuits.clear();
        rounds.clear();
        streams.clear();
        streamNumbers.clear();
    }

    /** Refreshes a circuit's snapshot without telling anybody. */
    void update(ManagedCircuit circuit) {
        if (circuit.number == 0) {
            circuit.number = nextKey();
        }
        circuits.put(circuit.number, circuit.info());
        trim(circuits);
    }

    /** Refreshes a stream's snapshot. */
    void update(StreamInfo stream) {
        streams.put(streamNumbers.computeIfAbsent(stream.id(), id -> count.incrementAndGet()), stream);
    }

    void remove(StreamId stream) {
        Long number = streamNumbers.remove(stream);
        if (number != null) {
            streams.remove(number);
        }
    }

    /** Keeps a round under a number of its own, since sessions count theirs from 1 again. */
    void update(long key, RoundInfo round) {
        rounds.put(key, round);
        trim(rounds);
    }

    long nextKey() {
        return count.incrementAndGet();
    }

    void tell(SessionEvent event) {
        listeners.accept(event);
    }

    /** Tells the user, in the log and to listeners. */
    void notice(String text) {
        LOG.info("{}", text);
        tell(new SessionEvent.Notice(text));
    }

    /** Tells the user of something that costs money, anonymity or service. */
    void warn(String text) {
        LOG.warn("{}", text);
        tell(new SessionEvent.Notice(text));
    }

    private static <T> void trim(ConcurrentNavigableMap<Long, T> map) {
        while (map.size() > KEPT) {
            map.pollFirstEntry();
        }
    }
}
