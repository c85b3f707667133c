package org.eltor.payment.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.tor.ConfChangedEvent;
import org.eltor.api.tor.TorControl;
import org.eltor.api.tor.TorEvent;
import org.eltor.api.tor.TorSubscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The limit of a circuit that tor's own configuration has. Keeps the last one while tor is away. Thread-safe. */
final class TorLimit {
    static final String OPTION = "PaymentCircuitMaxFee";

    private static final Logger LOG = LoggerFactory.getLogger(TorLimit.class);

    private volatile Optional<MilliSatoshi> limit = Optional.empty();
    private volatile Optional<TorSubscription> subscription = Optional.empty();

    /** What tor said last; empty when it has no limit or was never asked. */
    Optional<MilliSatoshi> limit() {
        return limit;
    }

    /** Asks a tor, and listens to changes of the option while the connection lasts. */
    void ask(TorControl tor) {
        tor.subscribe(Set.of("CONF_CHANGED"), this::changed).whenComplete((subscribed, failure) -> {
            subscription = Optional.ofNullable(subscribed);
            if (failure != null) {
                LOG.debug("Changes of tor's options are not seen: {}", failure.getMessage());
            }
        });
        tor.getConf(Set.of(OPTION)).whenComplete((options, failure) -> {
            if (failure == null) {
                limit = find(options);
            } else {
                LOG.debug("Tor did not say its {}: {}", OPTION, failure.getMessage());
            }
        });
    }

    /** Stops listening. */
    void close() {
        subscription.ifPresent(TorSubscription::close);
        subscription = Optional.empty();
    }

    private void changed(TorEvent event) {
        if (event instanceof ConfChangedEvent change
                && change.options().keySet().stream().anyMatch(OPTION::equalsIgnoreCase)) {
            limit = find(change.options());
        }
    }

    private static Optional<MilliSatoshi> find(Map<String, List<String>> options) {
        return options.entrySet().stream()
                .filter(option -> option.getKey().equalsIgnoreCase(OPTION))
                .flatMap(option -> option.getValue().stream())
                .reduce((first, last) -> last)
                .flatMap(TorLimit::parse);
    }

    /** The option's value is a whole number of millisatoshi; 0 stands for no limit of its own. */
    private static Optional<MilliSatoshi> parse(String value) {
        if (!value.strip().matches("[0-9]{1,18}")) {
            LOG.warn("Tor's {} is not a number of millisatoshi and is left aside", OPTION);
            return Optional.empty();
        }
        long msat = Long.parseLong(value.strip());
        return msat == 0 ? Optional.empty() : Optional.of(MilliSatoshi.of(msat));
    }
}
