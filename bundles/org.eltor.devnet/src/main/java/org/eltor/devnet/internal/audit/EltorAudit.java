package org.eltor.devnet.internal.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.eltor.api.tor.CircuitEvent;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;

/**
 * Auditing with elTor relays: each relay's own tor delivers the ids, and ends an unpaid circuit. Only which of the
 * client's circuits it was, a relay cannot know; it is asked from the payer, so that watches end with their circuit.
 */
final class EltorAudit implements Auditing {

    private final AuditLoop loop;
    private final Duration patience;
    private final Consumer<CircuitId> endAtClient;
    private final List<Seen> unknown = new ArrayList<>();
    private final Map<CircuitId, List<Watch>> known = new HashMap<>();
    private final Set<CircuitId> ended = new HashSet<>();

    /** A circuit as one relay sees it. */
    private static final class Seen {
        private final Fingerprint relay;
        private final String firstId;
        private final Instant since;
        private Watch watch;
        private CircuitId circuit; // null until the payer has said

        private Seen(Fingerprint relay, String firstId, Instant since) {
            this.relay = relay;
            this.firstId = firstId;
            this.since = since;
        }
    }

    /**
     * @param patience how long the payer may take to know a circuit
     * @param endAtClient ends a circuit at the client, for relays that cannot do it themselves
     */
    EltorAudit(AuditLoop loop, Duration patience, Consumer<CircuitId> endAtClient) {
        this.loop = loop;
        this.patience = patience;
        this.endAtClient = endAtClient;
    }

    /**
     * A relay received ids.
     *
     * @param tearDown ends a circuit at the relay, by the number that it has there
     */
    void idsReceived(RelayAuditor auditor, IdsEvent event, Consumer<Long> tearDown) {
        auditor.countIds(event.ids().size());
        Seen seen = new Seen(auditor.relay().relay(), event.ids().get(0), loop.now());
        seen.watch = auditor.watch(seen.since, event.ids(), () -> end(seen, event.circuit(), tearDown));
        unknown.add(seen);
    }

    /** Relays of the older kind neither number their circuits nor can end one. */
    private void end(Seen seen, OptionalLong number, Consumer<Long> tearDown) {
        if (number.isPresent()) {
            tearDown.accept(number.getAsLong());
        } else if (seen.circuit != null) {
            endAtClient.accept(seen.circuit);
        }
    }

    @Override
    public void circuitEvent(CircuitEvent event) {
        if (event.isEnd()) {
            ended.add(event.id());
            List<Watch> watches = known.remove(event.id());
            if (watches != null) {
                watches.forEach(Watch::cancel);
            }
        }
    }

    @Override
    public boolean wantsHandover() {
        Instant oldest = loop.now().minus(patience);
        return unknown.stream().anyMatch(seen -> seen.since.isAfter(oldest));
    }

    @Override
    public void handedOver(List<Handover> handovers) {
        for (Handover handover : handovers) {
            unknown.removeIf(seen -> {
                boolean same = seen.relay.equals(handover.relay())
                        && seen.firstId.equals(handover.ids().get(0));
                if (same) {
                    assign(seen, handover.circuit());
                }
                return same;
            });
        }
    }

    private void assign(Seen seen, CircuitId circuit) {
        seen.circuit = circuit;
        if (ended.contains(circuit)) {
            seen.watch.cancel();
        } else {
            known.computeIfAbsent(circuit, id -> new ArrayList<>()).add(seen.watch);
        }
    }
}
