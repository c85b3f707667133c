package org.eltor.devnet.internal.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.circuit.CircuitRole;
import org.eltor.api.circuit.CircuitState;
import org.eltor.api.circuit.Hop;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;
import org.eltor.devnet.internal.network.RelayNode;

/** Kills the processes of relays that circuits go through. */
final class Killer {

    private final List<RelayNode> relays;

    Killer(List<RelayNode> relays) {
        this.relays = relays;
    }

    /**
     * A relay to be killed.
     *
     * @param relay the relay
     * @param why its place, for people
     */
    record Victim(Fingerprint relay, String why) {}

    /** Chooses the relays. Pure. */
    static List<Victim> choose(Kill.Target target, List<CircuitInfo> circuits) {
        Set<Fingerprint> chosen = new LinkedHashSet<>();
        List<Victim> victims = new ArrayList<>();
        for (CircuitInfo circuit : circuits) {
            int slot = circuit.role().slot();
            if (circuit.state() == CircuitState.USABLE && target.hits(slot)) {
                int position = target.position(slot);
                Hop hop = circuit.hops().get(position);
                if (chosen.add(hop.relay())) {
                    victims.add(new Victim(
                            hop.relay(),
                            hop.nickname() + ", the " + Kill.positionName(position) + " of " + circuit.role()
                                    + " circuit " + circuit.id()));
                }
            }
        }
        return victims;
    }

    /** The usable circuits that go through one of the relays. Pure. */
    static KillOutcome expected(List<Victim> victims, List<CircuitInfo> circuits) {
        List<Fingerprint> dead = victims.stream().map(Victim::relay).toList();
        Map<CircuitId, CircuitRole> hit = new LinkedHashMap<>();
        circuits.stream()
                .filter(circuit -> circuit.state() == CircuitState.USABLE)
                .filter(circuit -> circuit.hops().stream().map(Hop::relay).anyMatch(dead::contains))
                .forEach(circuit -> hit.put(circuit.id(), circuit.role()));
        return new KillOutcome(hit);
    }

    void kill(Victim victim) throws InterruptedException {
        for (RelayNode relay : relays) {
            if (relay.fingerprint().equals(victim.relay().hex())) {
                relay.kill();
            }
        }
    }
}
