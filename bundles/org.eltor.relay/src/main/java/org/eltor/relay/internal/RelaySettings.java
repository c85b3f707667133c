package org.eltor.relay.internal;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eltor.relay.internal.path.Caps;
import org.eltor.relay.internal.path.NodeLists;
import org.eltor.relay.internal.path.PathSettings;

/** Makes checked settings of the configuration. */
final class RelaySettings {
    private RelaySettings() {}

    /** @throws IllegalArgumentException when a value cannot be used; the message is one line that names it */
    static PathSettings of(RelayConfig config) {
        Map<String, String> lists = Map.of(
                "entry.nodes", config.entry_nodes(),
                "middle.nodes", config.middle_nodes(),
                "exit.nodes", config.exit_nodes(),
                "exclude.nodes", config.exclude_nodes(),
                "exclude.exit.nodes", config.exclude_exit_nodes(),
                "strict.nodes", strict(config.strict_nodes()));
        return new PathSettings(
                NodeLists.ofConfig(lists::get),
                Caps.of(
                        limit("interval.max.msat", config.interval_max_msat()),
                        limit("relay.max.msat", config.relay_max_msat())),
                config.price_influence(),
                ports(config.long_lived_ports()));
    }

    private static String strict(String value) {
        if (!Set.of("", "0", "1").contains(value.strip())) {
            throw new IllegalArgumentException("strict.nodes must be 0, 1 or empty");
        }
        return value;
    }

    private static long limit(String name, long msat) {
        if (msat < 0) {
            throw new IllegalArgumentException(name + " must not be negative; 0 means that there is no limit here");
        }
        return msat;
    }

    private static Set<Integer> ports(String text) {
        Set<Integer> ports = new TreeSet<>();
        for (String entry : text.split(",")) {
            String port = entry.strip();
            if (port.matches("[0-9]{1,5}") && Integer.parseInt(port) >= 1 && Integer.parseInt(port) <= 65_535) {
                ports.add(Integer.parseInt(port));
            } else if (!port.isEmpty()) {
                throw new IllegalArgumentException("long.lived.ports must be ports with commas between them");
            }
        }
        return ports;
    }
}
