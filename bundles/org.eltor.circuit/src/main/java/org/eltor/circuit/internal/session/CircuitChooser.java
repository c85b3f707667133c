package org.eltor.circuit.internal.session;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.circuit.SchedulingRequest;
import org.eltor.api.circuit.SchedulingRequest.Purpose;

/**
 * Chooses one of the circuits that may carry a stream: the one that carries its destination already, so that a site
 * sees one exit, else whom the strategy names. On the loop.
 */
final class CircuitChooser {
    private final Context context;
    private final Map<Destination, ManagedCircuit> homes = new HashMap<>();
    private OptionalInt previousSlot = OptionalInt.empty();

    CircuitChooser(Context context) {
        this.context = context;
    }

    /** One destination of one isolation class. */
    private record Destination(IsolationClass isolation, String host) {
        static Destination of(ManagedStream stream) {
            return new Destination(stream.isolation, stream.host.toLowerCase(Locale.ROOT));
        }
    }

    /**
     * Takes a circuit of {@code Stable} relays for a stream that will last, where there is one.
     *
     * @param able not empty
     */
    ManagedCircuit choose(ManagedStream stream, List<ManagedCircuit> able) {
        List<ManagedCircuit> stable = stream.isLongLived()
                ? able.stream().filter(ManagedCircuit::isStable).toList()
                : List.of();
        return chooseOf(stable.isEmpty() ? able : stable, stream);
    }

    private ManagedCircuit chooseOf(List<ManagedCircuit> able, ManagedStream stream) {
        ManagedCircuit home = homes.get(Destination.of(stream));
        boolean stay = context.settings().stickToDestination() && able.contains(home);
        ManagedCircuit chosen = stay ? home : next(able);
        homes.put(Destination.of(stream), chosen);
        return chosen;
    }

    private ManagedCircuit next(List<ManagedCircuit> able) {
        Map<CircuitInfo, ManagedCircuit> bySnapshot = new LinkedHashMap<>();
        able.forEach(circuit -> bySnapshot.put(circuit.info(), circuit));
        SchedulingRequest request =
                new SchedulingRequest(Purpose.STREAM, List.copyOf(bySnapshot.keySet()), previousSlot);
        ManagedCircuit named = bySnapshot.getOrDefault(context.strategy().next(request), able.get(0));
        previousSlot = OptionalInt.of(named.role.slot());
        return named;
    }

    /** A circuit takes no new streams any more. */
    void forget(ManagedCircuit circuit) {
        homes.values().removeIf(home -> home == circuit);
    }
}
