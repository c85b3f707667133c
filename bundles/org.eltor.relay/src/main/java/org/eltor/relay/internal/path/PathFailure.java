package org.eltor.relay.internal.path;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
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
    private static final PriceModel NO_PRICE = terms -> Optional.of(MilliSatoshi.ZERO);

    private final PathRequest request;
    private final NetworkView view;
    private final NodeLists nodes;
    private final CandidatePool pool;

    PathFailure(PathRequest request, NetworkView view, NodeLists nodes) {
        this.request = request;
        this.view = view;
        this.nodes = nodes;
        this.pool = CandidatePool.of(request, view, nodes);
    }

    /** The first cause that explains it all. */
    NoPathException explain() {
        long most = request.maxCost().msat();
        Optional<Path> available = cheapest(pool.available());
        Optional<Path> all = cheapest(pool.all());
        String message;
        if (all.isPresent() && all.get().cost() <= most) {
            message = "Every circuit that fits needs relays of other circuits: " + pool.refused(Refusal.IN_USE)
                    + " relays are in use; keep fewer circuits, or wait until one ends";
        } else if (all.isPresent()) {
            message = tooExpensive(available.orElse(all.get()).cost(), most);
        } else if (noExitAllows()) {
            message = "No exit relay allows " + ports() + " (" + count(RelayFlag.EXIT)
                    + " exits, none lets it through); use another port";
        } else {
            message = structural();
        }
        return new NoPathException(message + refusals());
    }

    private static Optional<Path> cheapest(Positions positions) {
        return PathSearch.cheapest(PathSearch.byCost(positions), -1);
    }

    private static String tooExpensive(long cost, long most) {
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
        if (isPossible(request.ports(), NO_PRICE, request.needsPaymentIds(), nodes)) {
            return unpayable();
        }
        if (isPossible(request.ports(), request.price(), false, nodes)) {
            return "Too few relays can receive payment ids (" + positions() + "); wait for relays that have FlowCtrl=2";
        }
        if (isPossible(request.ports(), request.price(), request.needsPaymentIds(), NodeLists.UNSET)) {
            return "The node lists leave no path (" + positions()
                    + "); change entry.nodes, exit.nodes or exclude.nodes in org.eltor.relay, or the torrc's lists";
        }
        if (isPossible(Set.of(), request.price(), request.needsPaymentIds(), nodes)) {
            return "Too few exit relays allow " + ports() + " (" + positions() + "); use another port";
        }
        if (pool.all().anyEmpty()) {
            return "No usable relays (" + positions() + ", of " + view.relays().size()
                    + " in the directory); wait for the next consensus, or check that tor is in the right network";
        }
        return "No three relays go together (" + positions()
                + "): all of them share a family or a network; wait for more relays";
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

    private boolean isPossible(Set<Integer> ports, PriceModel price, boolean needsIds, NodeLists lists) {
        PathRequest other =
                new PathRequest(ports, Set.of(), Set.of(), MilliSatoshi.of(Long.MAX_VALUE), price, needsIds);
        return PathSearch.cheapest(
                        PathSearch.byCost(CandidatePool.of(other, view, lists).all()), Long.MAX_VALUE)
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

    private String refusals() {
        return pool.refusals().isEmpty() ? "" : " (refused: " + pool.refusals() + ")";
    }
}
