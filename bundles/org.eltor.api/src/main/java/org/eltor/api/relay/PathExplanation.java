package org.eltor.api.relay;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eltor.api.lightning.MilliSatoshi;

/**
 * What there is to choose from for one request, and why the rest is not.
 *
 * @param relays number of relays in the view
 * @param positions guard, middle, exit
 * @param refusals relays that are out, by reason, in the order in which the reasons are looked at
 * @param guards the guard set, in the order in which its guards are preferred
 * @param cheapest price of the cheapest path; empty when there is none at any price
 * @param most what the path may cost
 * @param notes what else plays a part, one line each: lists, caps, influence of price and history
 * @param problem why there is no path, one line; empty when there is one
 */
public record PathExplanation(
        int relays,
        List<Position> positions,
        Map<String, Integer> refusals,
        List<GuardRecord> guards,
        Optional<MilliSatoshi> cheapest,
        MilliSatoshi most,
        List<String> notes,
        Optional<String> problem) {
    public PathExplanation {
        positions = List.copyOf(positions);
        refusals = Collections.unmodifiableMap(new LinkedHashMap<>(refusals));
        guards = List.copyOf(guards);
        notes = List.copyOf(notes);
    }

    /**
     * The relays that may be at one position.
     *
     * @param name {@code guard}, {@code middle} or {@code exit}
     * @param candidates how many there are: the anonymity set
     * @param effective how many equally likely ones would be as hard to guess (2 to the power of the entropy)
     * @param likeliest the most likely ones, the first of them first
     */
    public record Position(String name, int candidates, double effective, List<Share> likeliest) {
        public Position {
            likeliest = List.copyOf(likeliest);
        }
    }

    /**
     * One relay's part in a position.
     *
     * @param probability 0 to 1, rules between the relays of a path aside
     * @param cost its price as a hop of a circuit
     * @param factor what price and history do to its weight, 0.5 to 2
     */
    public record Share(RelayDescriptor relay, double probability, MilliSatoshi cost, double factor) {}
}
