package org.eltor.api.relay;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Why one relay may, or may not, be at each position of a path.
 *
 * @param relay which one
 * @param positions guard, middle, exit
 */
public record RelayExplanation(RelayDescriptor relay, List<Position> positions) {
    public RelayExplanation {
        positions = List.copyOf(positions);
    }

    /**
     * One position.
     *
     * @param name {@code guard}, {@code middle} or {@code exit}
     * @param probability that it is drawn, 0 to 1, rules between the relays of a path aside; empty where it may not be
     * @param reason why it may not be, or what else decides, one line; empty where nothing does
     */
    public record Position(String name, OptionalDouble probability, Optional<String> reason) {}
}
