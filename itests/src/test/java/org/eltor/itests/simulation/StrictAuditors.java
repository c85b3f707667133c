package org.eltor.itests.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.circuit.Hop;
import org.eltor.api.lightning.IncomingPayment;
import org.eltor.api.lightning.LightningReceiver;
import org.eltor.api.lightning.Payee;
import org.eltor.api.tor.Fingerprint;
import org.eltor.testkit.ScriptedTor;
import org.eltor.testkit.SteppedExecutor;

/**
 * What the relays of the elTor network do with a circuit: each takes the ids that the build command brought it, looks
 * whether a payment with that note has arrived by the end of the interval, and ends the circuit where none has. Looks
 * come every three seconds, so the last one counts that is sure to come before the end.
 */
final class StrictAuditors {
    private static final int ID = 64;
    private static final int FIRST_ID = 2 * ID;
    private static final Duration POLL = Duration.ofSeconds(3);

    private final SteppedExecutor executor;
    private final ScriptedTor tor;
    private final LightningReceiver money;
    private final SimulatedRelays relays;
    private final Map<Payee, Set<String>> notes = new HashMap<>();
    private final Map<Payee, Integer> read = new HashMap<>();
    final List<String> teardowns = new ArrayList<>();

    StrictAuditors(SteppedExecutor executor, ScriptedTor tor, LightningReceiver money, SimulatedRelays relays) {
        this.executor = executor;
        this.tor = tor;
        this.money = money;
        this.relays = relays;
    }

    /** Begins to watch a circuit that was just launched. */
    void watch(CircuitInfo circuit, Duration interval) {
        for (int k = 1; k <= 10; k++) {
            int number = k;
            Instant last = circuit.launchedAt().plus(interval.multipliedBy(k)).minus(POLL);
            executor.schedule(
                    () -> look(circuit, number),
                    Duration.between(executor.clock().instant(), last).toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    private void look(CircuitInfo circuit, int interval) {
        if (!tor.liveCircuits().contains(circuit.id())) {
            return;
        }
        Map<Fingerprint, String> payloads = tor.payloads(circuit.id());
        for (Hop hop : circuit.hops()) {
            int from = FIRST_ID + (interval - 1) * ID;
            String id = payloads.get(hop.relay()).substring(from, from + ID);
            if (!received(relays.payee(hop.relay())).contains(id)) {
                teardowns.add(circuit.role() + " " + circuit.id() + " interval " + interval);
                tor.closeCircuit(circuit.id(), "DESTROYED", "DESTROYED");
                return;
            }
        }
    }

    private Set<String> received(Payee payee) {
        Set<String> known = notes.computeIfAbsent(payee, p -> new HashSet<>());
        List<IncomingPayment> all = money.received(payee);
        for (IncomingPayment payment : all.subList(read.getOrDefault(payee, 0), all.size())) {
            if (!known.add(payment.note().text())) {
                throw new AssertionError("an interval was paid twice");
            }
        }
        read.put(payee, all.size());
        return known;
    }
}
