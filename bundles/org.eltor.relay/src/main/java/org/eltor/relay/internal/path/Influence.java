package org.eltor.relay.internal.path;

import org.eltor.api.tor.Fingerprint;

/**
 * What else than bandwidth decides how likely a relay is. Both together turn a weight by no more than a factor of 0.5
 * to 2: whoever could buy himself a place in paths by a low price would be the wrong one to give it to.
 *
 * @param price whether cheaper relays are preferred
 * @param history what experience says of relays
 */
record Influence(boolean price, HistoryFactors history) {
    static final Influence NONE = new Influence(false, HistoryFactors.NONE);

    /**
     * @param cost price of the relay as a hop of a circuit
     * @param median the price that half of the relays are below
     */
    double factor(Fingerprint relay, long cost, long median) {
        return HistoryFactors.bounded(ofPrice(cost, median) * history.of(relay));
    }

    private double ofPrice(long cost, long median) {
        if (!price || cost == median) {
            return 1;
        }
        return HistoryFactors.bounded(cost == 0 ? HistoryFactors.MOST : (double) median / cost);
    }
}
