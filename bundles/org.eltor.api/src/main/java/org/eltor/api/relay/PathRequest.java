package org.eltor.api.relay;

import java.util.Set;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.tor.Fingerprint;

/**
 * What a path must be like.
 *
 * @param ports the exit must let these through, 1 to 65535; may be empty
 * @param avoid relays of other live circuits' middle and exit positions, not to be middle or exit; another one is guard
 *     where the guard set allows
 * @param avoidGuards guards of other live circuits: another one is taken where the guard set allows
 * @param maxCost most that the whole circuit may cost; equal is allowed
 * @param price what each relay costs
 * @param needsPaymentIds every hop must be able to receive ids ({@code FlowCtrl=2}): true on the elTor fork
 */
public record PathRequest(
        Set<Integer> ports,
        Set<Fingerprint> avoid,
        Set<Fingerprint> avoidGuards,
        MilliSatoshi maxCost,
        PriceModel price,
        boolean needsPaymentIds) {
    /** Ports whose streams last long, as path-spec has them (2.2); tor's default of {@code LongLivedPorts}. */
    public static final Set<Integer> LONG_LIVED_PORTS =
            Set.of(21, 22, 706, 1863, 5050, 5190, 5222, 5223, 6523, 6667, 6697, 8300);

    public PathRequest {
        ports = Set.copyOf(ports);
        avoid = Set.copyOf(avoid);
        avoidGuards = Set.copyOf(avoidGuards);
    }
}
