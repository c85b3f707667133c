package org.eltor.api.relay;

import java.util.Optional;
import org.eltor.api.lightning.MilliSatoshi;

/**
 * What a relay costs as one hop of a circuit over the circuit's whole life. Pure. Equal models give equal prices, and
 * one that is made anew for each request should equal the one before: a selector remembers what it worked out.
 */
@FunctionalInterface
public interface PriceModel {
    /**
     * @return price, rounding, handshake fee and expected Lightning fees of all intervals; nothing for a free relay;
     *     empty when no present wallet can pay such a relay
     */
    Optional<MilliSatoshi> circuitCost(PaymentTerms terms);
}
