package org.eltor.circuit.internal.session;

import java.util.concurrent.CompletionStage;
import org.eltor.circuit.internal.session.CircuitSettings.Target;

/** Opens a stream of ours through tor's SOCKS port. */
@FunctionalInterface
public interface Prober {
    /**
     * Connects to the target and hangs up.
     *
     * @param socks tor's SOCKS port
     * @param target where to
     * @param username marks the stream, so that it can be told from the user's and attached to the circuit in question
     * @return whether the exit connected; false too when nothing answered in time; never fails
     */
    CompletionStage<Boolean> probe(Target socks, Target target, String username);
}
