package org.eltor.relay.internal.path;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.RelayFlag;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.guard.GuardPool;

/**
 * All that can be worked out before a path is planned: the candidates of one view for equal criteria, weighted and
 * ready to be drawn. Those that no path within the limits can hold are left out. What it says never changes.
 * Thread-safe.
 */
final class Roster implements GuardPool {
    private static final int TRIES = 64;
    /** Relays of a network in which circuits would soon use up the guards as middles and exits. */
    private static final int SMALL = 20;

    private final NetworkView view;
    private final Criteria criteria;
    private final Limits limits;
    private final CandidatePool pool;
    private final WeightTable guards;
    private final WeightTable middles;
    private final WeightTable exits;
    private final Map<Fingerprint, Candidate> guardsByFingerprint = new HashMap<>();
    private final Map<Fingerprint, Boolean> leads = new ConcurrentHashMap<>();
    private volatile Optional<Path> cheapest;

    Roster(NetworkView view, Criteria criteria, Limits limits, PositionWeights weights) {
        this.view = view;
        this.criteria = criteria;
        this.limits = limits;
        this.pool = CandidatePool.of(criteria, view, weights);
        Positions fitting = fitting(pool.all(), limits);
        this.guards = table(fitting.guards(), Position.GUARD);
        this.middles = table(fitting.middles(), Position.MIDDLE);
        this.exits = table(fitting.exits(), Position.EXIT);
        fitting.guards().forEach(guard -> guardsByFingerprint.put(guard.fingerprint(), guard));
    }

    private static WeightTable table(List<Candidate> candidates, Position position) {
        return new WeightTable(candidates, candidate -> candidate.weight(position));
    }

    /** Leaves out what is too expensive even beside the cheapest of the other positions. */
    private static Positions fitting(Positions all, Limits limits) {
        return new Positions(
                fitting(all.guards(), limits, all.middles(), all.exits()),
                fitting(all.middles(), limits, all.guards(), all.exits()),
                fitting(all.exits(), limits, all.guards(), all.middles()));
    }

    private static List<Candidate> fitting(
            List<Candidate> sorted, Limits limits, List<Candidate> some, List<Candidate> others) {
        long cost = limits.circuit() - Path.sum(firstCost(some), firstCost(others), 0);
        int fitting = sorted.size();
        while (fitting > 0 && sorted.get(fitting - 1).cost() > cost) {
            fitting--;
        }
        List<Candidate> affordable = sorted.subList(0, fitting);
        if (limits.interval() == Long.MAX_VALUE) {
            return affordable;
        }
        long rate = limits.interval() - Path.sum(leastRate(some), leastRate(others), 0);
        return affordable.stream().filter(candidate -> candidate.rate() <= rate).toList();
    }

    private static long firstCost(List<Candidate> sorted) {
        return sorted.isEmpty() ? 0 : sorted.get(0).cost();
    }

    private static long leastRate(List<Candidate> candidates) {
        return candidates.stream().mapToLong(Candidate::rate).min().orElse(0);
    }

    /** Whether it was made of the same. */
    boolean isFor(NetworkView otherView, Criteria otherCriteria, Limits otherLimits) {
        return view == otherView && limits.equals(otherLimits) && criteria.equals(otherCriteria);
    }

    Criteria criteria() {
        return criteria;
    }

    Limits limits() {
        return limits;
    }

    CandidatePool pool() {
        return pool;
    }

    WeightTable guards() {
        return guards;
    }

    WeightTable middles() {
        return middles;
    }

    WeightTable exits() {
        return exits;
    }

    WeightTable table(Position position) {
        return switch (position) {
            case GUARD -> guards;
            case MIDDLE -> middles;
            case EXIT -> exits;
        };
    }

    Candidate guard(Fingerprint fingerprint) {
        return guardsByFingerprint.get(fingerprint);
    }

    /** Everyone who fits, the cheapest first. */
    Positions byCost() {
        return new Positions(guards.candidates(), middles.candidates(), exits.candidates());
    }

    /** A cheapest path within all limits but that of the circuit's price; empty when there is none. */
    Optional<Path> cheapest() {
        Optional<Path> found = cheapest;
        if (found == null) {
            found = PathSearch.cheapest(byCost(), -1, limits.interval());
            cheapest = found;
        }
        return found;
    }

    /** Whether there is a path within the limits, other circuits aside. */
    boolean hasPath() {
        return cheapest().filter(limits::allow).isPresent();
    }

    /**
     * Whether guards are kept for their own position, because next circuits would find none. Elsewhere only the guard
     * of a path is out: relays that are seen at no other position would be known for guards, and the weights of the
     * consensus would not hold.
     */
    boolean keepsGuards() {
        return middles.candidates().size() <= SMALL;
    }

    @Override
    public int size() {
        return guards.candidates().size();
    }

    @Override
    public boolean isListed(Fingerprint relay) {
        return view.relay(relay)
                .filter(found -> found.has(RelayFlag.GUARD) && found.has(RelayFlag.RUNNING))
                .isPresent();
    }

    /** Whether a path within the limits leads through a guard. */
    @Override
    public boolean isUsable(Fingerprint relay) {
        Candidate guard = guardsByFingerprint.get(relay);
        return guard != null && leads.computeIfAbsent(relay, any -> leads(guard, byCost()));
    }

    /** Whether a path within the limits leads through a guard. */
    boolean leads(Candidate guard, Positions sorted) {
        Positions through = new Positions(List.of(guard), sorted.middles(), sorted.exits());
        return PathSearch.cheapest(through, limits.circuit(), limits.interval())
                .filter(limits::allow)
                .isPresent();
    }

    @Override
    public Optional<Fingerprint> draw(Predicate<Fingerprint> fits, RandomGenerator random) {
        Predicate<Fingerprint> good = fits.and(this::isUsable);
        for (int i = 0; i < TRIES; i++) {
            Candidate drawn = guards.draw(random);
            if (drawn != null && good.test(drawn.fingerprint())) {
                return Optional.of(drawn.fingerprint());
            }
        }
        return guards.order(random).stream()
                .map(Candidate::fingerprint)
                .filter(good)
                .findFirst();
    }
}
