package org.eltor.relay.internal.path;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.PaymentTerms;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayFlag;
import org.eltor.api.tor.Fingerprint;

/** The relays of a view that meet the criteria one by one, and the count of those that do not. */
final class CandidatePool {
    /** Looked at in the order of the view, in which relays lie side by side in memory; sorted are small things only. */
    private record Payable(RelayDescriptor relay, long cost, boolean guard, boolean middle, boolean exit) {}

    private final Criteria criteria;
    private final PositionWeights weights;
    private final Map<Refusal, Integer> refusals = new EnumMap<>(Refusal.class);
    private final List<Payable> payable = new ArrayList<>();
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<Candidate> guards = new ArrayList<>();
    private final List<Candidate> middles = new ArrayList<>();
    private final List<Candidate> exits = new ArrayList<>();
    private PaymentTerms priced = PaymentTerms.FREE; // many relays have the very same
    private Optional<MilliSatoshi> price;

    private CandidatePool(Criteria criteria, PositionWeights weights) {
        this.criteria = criteria;
        this.weights = weights;
        this.price = criteria.price().circuitCost(priced);
    }

    /** Candidates without weights, to see whether there is a path at all. */
    static CandidatePool of(Criteria criteria, NetworkView view) {
        return of(criteria, view, (relay, position) -> 0);
    }

    /** Candidates come with the cheapest first, else in the order of their fingerprints: equal views give equal pools. */
    static CandidatePool of(Criteria criteria, NetworkView view, PositionWeights weights) {
        CandidatePool pool = new CandidatePool(criteria, weights);
        view.relays().stream()
                .sorted(Comparator.comparing(RelayDescriptor::fingerprint))
                .forEach(pool::look);
        pool.makeCandidates();
        return pool;
    }

    /** Why one relay is out, somewhere or everywhere; empty where it is a candidate as far as its flags go. */
    static Set<Refusal> refusals(Criteria criteria, RelayDescriptor relay) {
        CandidatePool alone = new CandidatePool(criteria, (any, position) -> 0);
        alone.look(relay);
        return Set.copyOf(alone.refusals.keySet());
    }

    private void makeCandidates() {
        long[] costs = payable.stream().mapToLong(Payable::cost).sorted().toArray();
        long median = costs.length == 0 ? 0 : costs[costs.length / 2];
        for (Payable relay : payable) {
            candidates.add(candidate(relay, median));
        }
        payable.clear();
        candidates.sort(Comparator.comparingLong(Candidate::cost)); // stable
        for (Candidate candidate : candidates) {
            if (candidate.mayBe(Position.GUARD)) {
                guards.add(candidate);
            }
            if (candidate.mayBe(Position.MIDDLE)) {
                middles.add(candidate);
            }
            if (candidate.mayBe(Position.EXIT)) {
                exits.add(candidate);
            }
        }
    }

    private Candidate candidate(Payable from, long median) {
        RelayDescriptor relay = from.relay();
        double factor = criteria.influence().factor(relay.fingerprint(), from.cost(), median);
        return new Candidate(
                relay,
                from.cost(),
                factor,
                from.guard() ? weights.weight(relay, Position.GUARD) : Candidate.NOT_THERE,
                from.middle() ? weights.weight(relay, Position.MIDDLE) : Candidate.NOT_THERE,
                from.exit() ? weights.weight(relay, Position.EXIT) : Candidate.NOT_THERE);
    }

    private void look(RelayDescriptor relay) {
        if (!relay.has(RelayFlag.RUNNING) || !relay.has(RelayFlag.VALID)) {
            refuse(Refusal.NOT_RUNNING);
        } else if (!criteria.nodes().allowsAnywhere(relay, criteria.countries())) {
            refuse(Refusal.EXCLUDED);
        } else if (criteria.flags().contains(RelayFlag.FAST) && !relay.has(RelayFlag.FAST)) {
            refuse(Refusal.NOT_FAST);
        } else if (criteria.flags().contains(RelayFlag.STABLE) && !relay.has(RelayFlag.STABLE)) {
            refuse(Refusal.NOT_STABLE);
        } else if (criteria.needsPaymentIds() && !relay.deliversPaymentIds()) {
            refuse(Refusal.NO_PAYMENT_IDS);
        } else {
            lookAtPrice(relay);
        }
    }

    private void lookAtPrice(RelayDescriptor relay) {
        PaymentTerms terms = relay.terms();
        if (!terms.isFree() && terms.payees().isEmpty()) {
            refuse(Refusal.NO_PAYEE);
            return;
        }
        Optional<MilliSatoshi> cost = price(terms);
        if (cost.isEmpty()) {
            refuse(isHandshakeInTheWay(terms) ? Refusal.HANDSHAKE_FEE : Refusal.UNPAYABLE);
        } else if (cost.get().msat() > criteria.caps().relay()) {
            refuse(Refusal.OVER_RELAY_CAP);
        } else if (terms.rate().msat() > criteria.caps().interval()) {
            refuse(Refusal.OVER_INTERVAL_CAP);
        } else {
            payable.add(new Payable(relay, cost.get().msat(), isGuard(relay), isMiddle(relay), isExit(relay)));
        }
    }

    /** Whether a wallet could pay the relay if it asked for its intervals alone. */
    private boolean isHandshakeInTheWay(PaymentTerms terms) {
        if (terms.handshakeFee().msat() == 0) {
            return false;
        }
        PaymentTerms intervals =
                new PaymentTerms(terms.rate(), terms.interval(), terms.intervals(), MilliSatoshi.ZERO, terms.payees());
        return criteria.price().circuitCost(intervals).isPresent();
    }

    private Optional<MilliSatoshi> price(PaymentTerms terms) {
        if (terms != priced) {
            price = criteria.price().circuitCost(terms);
            priced = terms;
        }
        return price;
    }

    private boolean isGuard(RelayDescriptor relay) {
        if (!relay.has(RelayFlag.GUARD)) {
            return false;
        }
        boolean allowed = criteria.nodes().allowsAsGuard(relay, criteria.countries());
        if (!allowed) {
            refuse(Refusal.ENTRY_LIST);
        }
        return allowed;
    }

    private boolean isMiddle(RelayDescriptor relay) {
        boolean allowed = criteria.nodes().allowsAsMiddle(relay, criteria.countries());
        if (!allowed) {
            refuse(Refusal.MIDDLE_LIST);
        }
        return allowed;
    }

    private boolean isExit(RelayDescriptor relay) {
        if (!relay.has(RelayFlag.EXIT)) {
            return false;
        }
        if (relay.has(RelayFlag.BAD_EXIT)) {
            refuse(Refusal.BAD_EXIT);
        } else if (!criteria.ports().stream().allMatch(relay.exitPorts()::test)) {
            refuse(Refusal.EXIT_PORTS);
        } else if (!criteria.nodes().allowsAsExit(relay, criteria.countries())) {
            refuse(Refusal.EXIT_LIST);
        } else {
            return true;
        }
        return false;
    }

    private void refuse(Refusal refusal) {
        refusals.merge(refusal, 1, Integer::sum);
    }

    boolean isEmpty() {
        return candidates.isEmpty();
    }

    /** Everyone, relays of other circuits included; the cheapest first. */
    Positions all() {
        return new Positions(guards, middles, exits);
    }

    /** Everyone but the middles and exits of other circuits, which are no middle or exit again. */
    Positions besides(Set<Fingerprint> avoid) {
        return all().filter(guard -> true, inner -> !avoid.contains(inner.fingerprint()));
    }

    /**
     * How many relays are out, by reason, in the order of the reasons.
     *
     * @param avoid middles and exits of other circuits: they are counted only, since a set of guards does not change
     *     with what other circuits use
     */
    Map<Refusal, Integer> refusals(Set<Fingerprint> avoid) {
        Map<Refusal, Integer> all = new EnumMap<>(Refusal.class);
        all.putAll(refusals);
        int inUse = (int) candidates.stream()
                .filter(candidate -> avoid.contains(candidate.fingerprint()))
                .count();
        if (inUse > 0) {
            all.put(Refusal.IN_USE, inUse);
        }
        return all;
    }
}
