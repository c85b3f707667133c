package org.eltor.relay.internal.path;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.PathRequest;
import org.eltor.api.relay.PaymentTerms;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayFlag;

/** The relays of a view that meet a request one by one, and the count of those that do not. Belongs to one plan. */
final class CandidatePool {
    private final PathRequest request;
    private final NodeLists nodes;
    private final Map<PaymentTerms, Optional<MilliSatoshi>> prices = new HashMap<>(); // most relays ask the same
    private final Map<Refusal, Integer> refusals = new EnumMap<>(Refusal.class);
    private final List<Candidate> guards = new ArrayList<>();
    private final List<Candidate> middles = new ArrayList<>();
    private final List<Candidate> exits = new ArrayList<>();

    private CandidatePool(PathRequest request, NodeLists nodes) {
        this.request = request;
        this.nodes = nodes;
    }

    /** Looks at all relays in the order of their fingerprints, so that equal views give equal pools. */
    static CandidatePool of(PathRequest request, NetworkView view, NodeLists nodes) {
        CandidatePool pool = new CandidatePool(request, nodes);
        view.relays().stream()
                .sorted(Comparator.comparing(RelayDescriptor::fingerprint))
                .forEach(pool::add);
        return pool;
    }

    private void add(RelayDescriptor relay) {
        if (!relay.has(RelayFlag.RUNNING) || !relay.has(RelayFlag.VALID)) {
            refuse(Refusal.NOT_RUNNING);
        } else if (!nodes.allowsAnywhere(relay)) {
            refuse(Refusal.EXCLUDED);
        } else if (request.needsPaymentIds() && !relay.deliversPaymentIds()) {
            refuse(Refusal.NO_PAYMENT_IDS);
        } else if (!relay.terms().isFree() && relay.terms().payees().isEmpty()) {
            refuse(Refusal.NO_PAYEE);
        } else {
            prices.computeIfAbsent(relay.terms(), request.price()::circuitCost)
                    .ifPresentOrElse(
                            cost -> addPayable(new Candidate(relay, cost.msat())), () -> refuse(Refusal.UNPAYABLE));
        }
    }

    private void addPayable(Candidate candidate) {
        if (isInUse(candidate)) {
            refuse(Refusal.IN_USE); // counted only: a set of guards does not change with what other circuits use
        }
        middles.add(candidate);
        RelayDescriptor relay = candidate.relay();
        if (relay.has(RelayFlag.GUARD)) {
            if (nodes.allowsAsGuard(relay)) {
                guards.add(candidate);
            } else {
                refuse(Refusal.ENTRY_LIST);
            }
        }
        if (relay.has(RelayFlag.EXIT)) {
            addExit(candidate);
        }
    }

    private void addExit(Candidate candidate) {
        RelayDescriptor relay = candidate.relay();
        if (relay.has(RelayFlag.BAD_EXIT)) {
            refuse(Refusal.BAD_EXIT);
        } else if (!request.ports().stream().allMatch(relay.exitPorts()::test)) {
            refuse(Refusal.EXIT_PORTS);
        } else if (!nodes.allowsAsExit(relay)) {
            refuse(Refusal.EXIT_LIST);
        } else {
            exits.add(candidate);
        }
    }

    private void refuse(Refusal refusal) {
        refusals.merge(refusal, 1, Integer::sum);
    }

    boolean isInUse(Candidate candidate) {
        return request.avoid().contains(candidate.fingerprint());
    }

    /** Everyone, relays of other circuits included. */
    Positions all() {
        return new Positions(List.copyOf(guards), List.copyOf(middles), List.copyOf(exits));
    }

    /** Everyone but the middles and exits of other circuits. */
    Positions available() {
        return all().filter(candidate -> !isInUse(candidate), candidate -> !isInUse(candidate));
    }

    int refused(Refusal refusal) {
        return refusals.getOrDefault(refusal, 0);
    }

    /** For example {@code 3 not running or not valid, 1 bad exits}; empty when none was refused. */
    String refusals() {
        return refusals.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().text())
                .collect(Collectors.joining(", "));
    }
}
