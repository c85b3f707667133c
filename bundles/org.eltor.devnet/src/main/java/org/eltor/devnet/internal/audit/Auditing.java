package org.eltor.devnet.internal.audit;

import java.util.List;
import org.eltor.api.tor.CircuitEvent;

/** How relays come to know of circuits and ids: differs between the two kinds of tor. Called on the audit loop. */
interface Auditing {

    /** The client's tor says that a circuit changed. */
    void circuitEvent(CircuitEvent event);

    /** Whether there is a circuit that only the payer can say more about. */
    boolean wantsHandover();

    /** What the payer says. */
    void handedOver(List<Handover> handovers);
}
