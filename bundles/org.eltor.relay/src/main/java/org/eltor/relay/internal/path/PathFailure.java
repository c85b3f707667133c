package org.eltor.relay.internal.path;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.NoPathException;
import org.eltor.api.relay.PathRequest;
import org.eltor.api.relay.PaymentTerms;
import org.eltor.api.relay.PriceModel;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayFlag;

/** Finds out why no path meets a request, by dropping one of its conditions at a time, and says the way out. */
final class PathFailure {
    /** Free, and always the same model. */
    private static final PriceModel NO_PRICE = terms -> Optional.of(MilliSatoshi.ZERO);

    private final PathRequest request;
    private final NetworkView view;
    private final Criteria criteria;
    private final Limits limits;
    private final CandidatePool pool;

    /** @param criteria without flags: those are given up before a plan fails */
    PathFailure(PathRequest request, NetworkView view, Criteria criteria, Limits limits) {
        this.request = request;
        this.view = view;
        this.criteria = criteria;
        this.limits = limits;
        this.pool = CandidatePool.of(criteria, view);
    }

    /** The first cause that explains it all. */
    NoPathException explain() {
        Optional<Path> all = cheapest(pool.all());
        String message;
        if (all.filter(limits::allow).isPresent()) {
            message = "Every circuit that fits needs relays of other circuits: " + refused(Refusal.IN_USE)
                    + " relays are in use; keep fewer circuits, or wait until one ends";
        } else if (all.isPresent()) {
            message = tooExpensive(
                    cheapest(pool.besides(request.avoid())).orElse(all.get()).cost());
        } else if (noExitAllows()) {
            message = "No exit relay allows " + ports() + " (" + count(RelayFlag.EXIT)
                    + " exits, none lets it through); use another port";
        } else {
            message = structural();
        }
        return new NoPathException(message + refusals());
    }

    private Optional<Path> cheapest(Positions positions) {
        return PathSearch.cheapest(PathSearch.byCost(positions), -1, limits.interval());
    }

    private String tooExpensive(long cost) {
        long most = limits.circuit();
        return "No circuit fits " + most + " msat: the cheapest costs " + cost + " msat, " + (cost - most)
                + " msat more; raise circuit.max.msat in org.eltor.payment (or PaymentCircuitMaxFee in the torrc)";
    }

    private boolean noExitAllows() {
        return !request.ports().isEmpty()
                && count(RelayFlag.EXIT) > 0
                && view.relays().stream()
                        .filter(relay -> relay.has(RelayFlag.EXIT))
                        .noneMatch(relay -> request.ports().stream().allMatch(relay.exitPorts()::test));
    }

    private String ports() {
        return (request.ports().size() == 1 ? "port " : "ports ")
                + request.ports().stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private String structural() {
        if (isPossible(criteria.caps(Caps.NONE), Long.MAX_VALUE)) {
            return capped();
        }
        if (isPossible(criteria.price(NO_PRICE), limits.interval())) {
            return unpayable();
        }
        if (isPossible(criteria.withoutIds(), limits.interval())) {
            return "Too few relays can receive payment ids (" + positions() + "); wait for relays that have FlowCtrl=2";
        }
        if (isPossible(criteria.nodes(NodeLists.UNSET), limits.interval())) {
            return "The node lists leave no path (" + positions() + "): "
                    + new NodeBlame(criteria, view, lists -> isPossible(criteria.nodes(lists), limits.interval()))
                            .culprit()
                    + "; change entry.nodes, middle.nodes, exit.nodes, exclude.nodes or exclude.exit.nodes in"
                    + " org.eltor.relay, or the torrc's lists";
        }
        if (isPossible(criteria.ports(Set.of()), limits.interval())) {
            return "Too few exit relays allow " + ports() + " (" + positions() + "); use another port";
        }
        if (pool.all().anyEmpty()) {
            return "No usable relays (" + positions() + ", of " + view.relays().size()
                    + " in the directory); wait for the next consensus, or check that tor is in the right network";
        }
        return "No three relays go together (" + positions()
                + "): all of them share a family or a network; wait for more relays";
    }

    /** Which of the two caps is too low, or that both are. */
    private String capped() {
        if (isPossible(criteria.caps(new Caps(criteria.caps().interval(), Long.MAX_VALUE)), limits.interval())) {
            return "The cap of one relay, " + criteria.caps().relay() + " msat, leaves no path (" + positions()
                    + "); raise relay.max.msat in org.eltor.relay";
        }
        String path = "The cap of one interval, " + criteria.caps().interval() + " msat, leaves no path (" + positions()
                + "); raise interval.max.msat";
        boolean relaysToo = !isPossible(
                criteria.caps(new Caps(Long.MAX_VALUE, criteria.caps().relay())), Long.MAX_VALUE);
        return path + (relaysToo ? " and relay.max.msat" : "") + " in org.eltor.relay";
    }

    private String unpayable() {
        if (hasWallet()) {
            return "The present wallets can pay too few relays (" + positions()
                    + " can be paid or are free); add a wallet that pays BOLT12 offers";
        }
        return "No wallet is present, so only free relays can be used, and there are too few: " + positions()
                + " are free; install and configure an eltor-wallet feature";
    }

    /** Whether there is a price for any kind of payee; without a wallet there is none. */
    private boolean hasWallet() {
        return EnumSet.range(PayeeKind.BOLT12_OFFER, PayeeKind.LIGHTNING_ADDRESS).stream()
                .map(kind -> new PaymentTerms(
                        MilliSatoshi.of(1000),
                        Duration.ofSeconds(60),
                        10,
                        MilliSatoshi.ZERO,
                        List.of(new Payee(kind, "any"))))
                .anyMatch(terms -> request.price().circuitCost(terms).isPresent());
    }

    private boolean isPossible(Criteria other, long interval) {
        Positions all = CandidatePool.of(other, view).all();
        return PathSearch.cheapest(PathSearch.byCost(all), Long.MAX_VALUE, interval)
                .isPresent();
    }

    private String positions() {
        Positions all = pool.all();
        return all.guards().size() + " guards, " + all.middles().size() + " relays for the middle, "
                + all.exits().size() + " exits";
    }

    private long count(RelayFlag flag) {
        return view.relays().stream()
                .filter((RelayDescriptor relay) -> relay.has(flag))
                .count();
    }

    private int refused(Refusal refusal) {
        return pool.refusals(request.avoid()).getOrDefault(refusal, 0);
    }

    /** For example {@code 3 not running or not valid, 1 bad exits}; empty when none was refused. */
    private String refusals() {
        Map<Refusal, Integer> refusals = pool.refusals(request.avoid());
        return refusals.isEmpty()
                ? ""
                : refusals.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey().text())
                        .collect(Collectors.joining(", ", " (refused: ", ")"));
    }
}
