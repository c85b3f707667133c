package org.eltor.devnet.internal.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.eltor.api.tor.CircuitEvent;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;

/**
 * Auditing with stock tor, whose relays see no ids. The client's own events tell which relay joined which circuit when,
 * and an unpaid circuit is ended at the client, as if its relay had done it.
 */
final class StockAudit implements Auditing {

    private final Map<Fingerprint, RelayAuditor> auditors;
    private final AuditLoop loop;
    private final Duration patience;
    private final Consumer<CircuitId> end;
    private final Map<CircuitId, Life> lives = new HashMap<>();

    /** A circuit of the client that lives. */
    private static final class Life {
        private final Instant seen;
        private final Map<Integer, Instant> joined = new TreeMap<>();
        private List<Fingerprint> path = List.of();
        private Map<Fingerprint, List<String>> ids = Map.of();
        private final Map<Integer, Watch> watches = new HashMap<>();

        private Life(Instant seen) {
            this.seen = seen;
        }
    }

    /**
     * @param patience how long the payer may take to know a circuit: later it counts as none of the payer's
     * @param end ends a circuit at the client
     */
    StockAudit(Map<Fingerprint, RelayAuditor> auditors, AuditLoop loop, Duration patience, Consumer<CircuitId> end) {
        this.auditors = Map.copyOf(auditors);
        this.loop = loop;
        this.patience = patience;
        this.end = end;
    }

    @Override
    public void circuitEvent(CircuitEvent event) {
        if (event.isEnd()) {
            Life life = lives.remove(event.id());
            if (life != null) {
                life.watches.values().forEach(Watch::cancel);
            }
            return;
        }
        Life life = lives.computeIfAbsent(event.id(), id -> new Life(loop.now()));
        if (event.path().size() > life.path.size()) {
            life.path = event.path();
        }
        for (int hop = 0; hop < life.path.size(); hop++) {
            life.joined.putIfAbsent(hop, loop.now());
        }
        watch(event.id(), life);
    }

    @Override
    public boolean wantsHandover() {
        Instant oldest = loop.now().minus(patience);
        return lives.values().stream().anyMatch(life -> life.ids.isEmpty() && life.seen.isAfter(oldest));
    }

    @Override
    public void handedOver(List<Handover> handovers) {
        Map<CircuitId, Map<Fingerprint, List<String>>> byCircuit = new HashMap<>();
        for (Handover handover : handovers) {
            byCircuit.computeIfAbsent(handover.circuit(), id -> new HashMap<>()).put(handover.relay(), handover.ids());
        }
        new ArrayList<>(lives.entrySet()).forEach(entry -> {
            Life life = entry.getValue();
            if (life.ids.isEmpty()) {
                life.ids = byCircuit.getOrDefault(entry.getKey(), Map.of());
                watch(entry.getKey(), life);
            }
        });
    }

    /** Begins what can be begun: each relay's time counts from when it joined. */
    private void watch(CircuitId circuit, Life life) {
        life.joined.forEach((hop, since) -> {
            Fingerprint relay = life.path.get(hop);
            RelayAuditor auditor = auditors.get(relay);
            List<String> ids = life.ids.get(relay);
            if (auditor != null && ids != null && !life.watches.containsKey(hop)) {
                life.watches.put(hop, auditor.watch(since, ids, () -> end.accept(circuit)));
            }
        });
    }
}
