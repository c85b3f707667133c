package org.eltor.relay.internal.path;

import java.util.stream.Stream;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayFlag;

/**
 * Weights of relays as tor computes them: the relay's bandwidth, times the weight that the consensus footer has for
 * relays of its kind at a position (path-spec 2.2, dir-spec 3.8.3). Where the footer says nothing, all of the bandwidth
 * counts everywhere. Immutable.
 */
public final class ConsensusWeights implements PositionWeights {
    private static final int DEFAULT_SCALE = 10_000;
    private static final String GUARDS = "g";
    private static final String EXITS = "e";
    private static final String BOTH = "d";
    private static final String NEITHER = "m";

    private final double[][] weights; // by position, by kind

    private ConsensusWeights(double[][] weights) {
        this.weights = weights;
    }

    /** The weights that hold in a view. */
    public static PositionWeights of(NetworkView view) {
        double[][] weights = new double[Position.values().length][];
        for (Position position : Position.values()) {
            String prefix = "W" + letter(position);
            weights[position.ordinal()] = new double[] {
                weight(view, prefix + NEITHER),
                weight(view, prefix + GUARDS),
                weight(view, prefix + EXITS),
                weight(view, prefix + BOTH)
            };
        }
        return new ConsensusWeights(weights);
    }

    /** Whether a view has any of the weights, so that positions differ. */
    static boolean areKnown(NetworkView view) {
        return Stream.of(Position.values())
                .flatMap(position -> Stream.of(GUARDS, EXITS, BOTH, NEITHER).map(kind -> "W" + letter(position) + kind))
                .anyMatch(keyword -> view.bandwidthWeight(keyword).isPresent());
    }

    private static String letter(Position position) {
        return switch (position) {
            case GUARD -> GUARDS;
            case MIDDLE -> NEITHER;
            case EXIT -> EXITS;
        };
    }

    private static double weight(NetworkView view, String keyword) {
        int scale = Math.max(1, view.parameter("bwweightscale").orElse(DEFAULT_SCALE));
        int weight = view.bandwidthWeight(keyword).orElse(scale);
        return Math.max(0, Math.min(weight, scale)) / (double) scale;
    }

    @Override
    public double weight(RelayDescriptor relay, Position position) {
        boolean exit = relay.has(RelayFlag.EXIT) && !relay.has(RelayFlag.BAD_EXIT);
        int kind = (relay.has(RelayFlag.GUARD) ? 1 : 0) + (exit ? 2 : 0);
        return relay.bandwidth() * weights[position.ordinal()][kind];
    }
}
