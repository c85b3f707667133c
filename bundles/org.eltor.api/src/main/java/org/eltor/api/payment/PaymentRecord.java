package org.eltor.api.payment;

import java.time.Instant;
import java.util.Optional;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;

/**
 * One interval of one relay in the ledger, for reading; ids and preimages are left out.
 *
 * @param circuit tor's id of the circuit; empty before the build command was answered
 * @param relay who is paid
 * @param interval 1 to 10
 * @param state where it stands
 * @param amount what the relay asks, or received when settled
 * @param fee what was paid on top; nothing unless settled
 * @param wallet the wallet that was asked last; empty when none was
 * @param updatedAt last change of state
 */
public record PaymentRecord(
        Optional<CircuitId> circuit,
        Fingerprint relay,
        int interval,
        PaymentState state,
        MilliSatoshi amount,
        MilliSatoshi fee,
        Optional<String> wallet,
        Instant updatedAt) {}
