package org.eltor.relay.internal.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eltor.api.relay.RelayFlag;

/**
 * What is asked of all relays of a path besides being up: {@code Fast}, and {@code Stable} for long-lived ports
 * (path-spec 2.2). As in tor, a network without such a path makes do with less, {@code Stable} first.
 *
 * @param flags what every relay must have
 * @param givenUp what it means to go on to the next level, one line; empty for the last one
 */
record Level(Set<RelayFlag> flags, String givenUp) {
    private static final String NOT_FAST = "relays without the flag Fast are used: no path has it throughout";
    private static final String NOT_STABLE =
            "relays without the flag Stable are used for a long-lived port: no path has it throughout";

    /** The levels for a path to these ports, in the order in which they are tried. */
    static List<Level> of(Set<Integer> ports, Set<Integer> longLived) {
        List<Level> levels = new ArrayList<>();
        if (ports.stream().anyMatch(longLived::contains)) {
            levels.add(new Level(Set.of(RelayFlag.FAST, RelayFlag.STABLE), NOT_STABLE));
        }
        levels.add(new Level(Set.of(RelayFlag.FAST), NOT_FAST));
        levels.add(new Level(Set.of(), ""));
        return List.copyOf(levels);
    }
}
