package org.eltor.relay.internal;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.tor.TorControl;
import org.eltor.relay.internal.path.Countries;

/** What tor said of addresses ({@code GETINFO ip-to-country/}, control-spec 3.9). Thread-safe; nothing blocks. */
final class TorCountries {
    /** Questions on their way at once. */
    private static final int AT_ONCE = 64;
    /** Addresses remembered at most; with more, all are asked for again. */
    private static final int MOST_ADDRESSES = 200_000;

    private final Map<String, String> known = new HashMap<>();
    private Round round; // null until somebody asks

    /** The questions for one view at one tor. */
    private final class Round {
        private final NetworkView view;
        private final TorControl tor;
        private final Set<String> open = new HashSet<>();
        private final ArrayDeque<String> waiting = new ArrayDeque<>();
        private Countries result;
        private boolean failed;

        /** @param before what the round before came to, if it failed; null if not */
        Round(NetworkView view, TorControl tor, Countries before) {
            this.view = view;
            this.tor = tor;
            for (RelayDescriptor relay : view.relays()) {
                String address = relay.addresses().get(0);
                if (!known.containsKey(address) && open.add(address)) {
                    waiting.add(address);
                }
            }
            Countries asked = before == null ? new Asked(open.size()) : before;
            this.result = open.isEmpty() ? new Known(known) : asked;
        }
    }

    /** All addresses of a view have an answer. */
    private record Known(Map<String, String> answers) implements Countries {
        private Known {
            answers = Map.copyOf(answers);
        }

        @Override
        public Optional<String> of(RelayDescriptor relay) {
            return Optional.ofNullable(answers.get(relay.addresses().get(0)));
        }

        @Override
        public Optional<String> missing() {
            return Optional.empty();
        }
    }

    /** Some have none yet. */
    private record Asked(int open) implements Countries {
        @Override
        public Optional<String> of(RelayDescriptor relay) {
            return Optional.empty();
        }

        @Override
        public Optional<String> missing() {
            return Optional.of("tor is being asked in which countries " + open + " relays are; this takes a moment");
        }
    }

    /** Tor does not know of countries. */
    private record Refused() implements Countries {
        @Override
        public Optional<String> of(RelayDescriptor relay) {
            return Optional.empty();
        }

        @Override
        public Optional<String> missing() {
            return Optional.of("tor cannot say in which countries relays are; install its geoip files"
                    + " (package tor-geoipdb) and check GeoIPFile in the torrc, or write no countries");
        }
    }

    Countries of(NetworkView view, TorControl tor) {
        Round begun = null;
        Countries result;
        synchronized (this) {
            if (round == null || round.view != view || round.tor != tor || round.failed) {
                if (known.size() > MOST_ADDRESSES) {
                    known.clear();
                }
                round = new Round(view, tor, round != null && round.failed ? round.result : null);
                begun = round;
            }
            result = round.result;
        }
        for (int i = 0; begun != null && i < AT_ONCE; i++) {
            next(begun); // outside of the lock: tor may answer at once, on this thread
        }
        return result;
    }

    private void next(Round asking) {
        String address;
        synchronized (this) {
            address = asking == round && !asking.failed ? asking.waiting.poll() : null;
        }
        if (address != null) {
            asking.tor
                    .getInfo("ip-to-country/" + address)
                    .whenComplete((country, failure) -> answered(asking, address, country, failure));
        }
    }

    private void answered(Round asking, String address, String country, Throwable failure) {
        synchronized (this) {
            if (asking != round || asking.failed) {
                return;
            }
            if (failure != null) {
                asking.failed = true; // asked again when somebody wants to know
                asking.result = new Refused();
                return;
            }
            known.put(address, country.strip().toLowerCase(Locale.ROOT));
            asking.open.remove(address);
            if (asking.open.isEmpty()) {
                asking.result = new Known(known);
            }
        }
        next(asking);
    }
}
