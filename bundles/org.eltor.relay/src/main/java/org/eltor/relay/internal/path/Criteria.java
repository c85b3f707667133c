package org.eltor.relay.internal.path;

import java.util.Set;
import org.eltor.api.relay.PriceModel;
import org.eltor.api.relay.RelayFlag;

/**
 * All that decides about a relay by itself, without a look at the other relays of a path or at other circuits. Plans
 * with equal criteria choose from the same candidates.
 *
 * @param ports the exit must let these through
 * @param needsPaymentIds whether ids must reach every relay
 * @param flags what every relay must have besides {@code Running} and {@code Valid}
 */
record Criteria(
        Set<Integer> ports,
        boolean needsPaymentIds,
        PriceModel price,
        Caps caps,
        NodeLists nodes,
        Countries countries,
        Set<RelayFlag> flags,
        Influence influence) {
    Criteria {
        ports = Set.copyOf(ports);
        flags = Set.copyOf(flags);
    }

    Criteria ports(Set<Integer> others) {
        return new Criteria(others, needsPaymentIds, price, caps, nodes, countries, flags, influence);
    }

    Criteria withoutIds() {
        return new Criteria(ports, false, price, caps, nodes, countries, flags, influence);
    }

    Criteria price(PriceModel other) {
        return new Criteria(ports, needsPaymentIds, other, caps, nodes, countries, flags, influence);
    }

    Criteria caps(Caps others) {
        return new Criteria(ports, needsPaymentIds, price, others, nodes, countries, flags, influence);
    }

    Criteria nodes(NodeLists others) {
        return new Criteria(ports, needsPaymentIds, price, caps, others, countries, flags, influence);
    }

    Criteria flags(Set<RelayFlag> others) {
        return new Criteria(ports, needsPaymentIds, price, caps, nodes, countries, others, influence);
    }
}
