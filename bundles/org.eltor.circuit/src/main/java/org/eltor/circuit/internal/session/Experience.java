package org.eltor.circuit.internal.session;

import java.time.Duration;
import java.util.function.Consumer;
import org.eltor.api.relay.RelayHistory;

/** Tells the relays' history how circuits went, where there is one. On the loop. */
final class Experience {
    private final Context context;

    Experience(Context context) {
        this.context = context;
    }

    void built(ManagedCircuit circuit) {
        circuit.builtIn.ifPresent(took -> tell(history -> history.circuitBuilt(circuit.plan, took)));
    }

    void notBuilt(ManagedCircuit circuit) {
        int hopsDone = Math.min(circuit.hopsDone, circuit.plan.hops().size() - 1);
        tell(history -> history.circuitFailed(circuit.plan, hopsDone));
    }

    /** @param byOthers whether it was not us who closed it */
    void ended(ManagedCircuit circuit, boolean byOthers) {
        Duration lifetime =
                Duration.between(circuit.clock.launchedAt(), context.loop().now());
        long due = lifetime.dividedBy(circuit.clock.length());
        boolean paidButClosed = byOthers && circuit.settledIntervals >= due;
        long bytes = circuit.bytesRead + circuit.bytesWritten;
        tell(history -> history.circuitClosed(circuit.plan, bytes, circuit.peak, paidButClosed));
    }

    private void tell(Consumer<RelayHistory> experience) {
        context.services().get().history().ifPresent(experience);
    }
}
