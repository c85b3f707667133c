package org.eltor.relay.internal.path;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.PathRequest;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayFlag;
import org.eltor.api.tor.Fingerprint;

/** The rules of path-spec 2.2 once more, written without a look at the selector: what a path must be like. */
final class PathRules {
    private static final Map<String, BigInteger> PREFIXES = new ConcurrentHashMap<>();

    private PathRules() {}

    /** Of each relay, by its place in the list, those that may not be in one path with it, itself included. */
    static List<Set<Integer>> conflicts(List<RelayDescriptor> relays) {
        Map<Fingerprint, Integer> index = new HashMap<>();
        Map<String, Set<Integer>> networks = new HashMap<>();
        for (int i = 0; i < relays.size(); i++) {
            index.put(relays.get(i).fingerprint(), i);
            for (String address : relays.get(i).addresses()) {
                networks.computeIfAbsent(network(address), any -> new HashSet<>())
                        .add(i);
            }
        }
        List<Set<Integer>> conflicts = new ArrayList<>();
        for (int i = 0; i < relays.size(); i++) {
            Set<Integer> out = new HashSet<>(Set.of(i));
            relays.get(i).family().stream()
                    .filter(index::containsKey)
                    .map(index::get)
                    .forEach(out::add);
            relays.get(i).addresses().forEach(address -> out.addAll(networks.get(network(address))));
            conflicts.add(out);
        }
        return conflicts;
    }

    private static String network(String address) {
        return (address.contains(":") ? "6 " : "4 ") + prefix(address);
    }

    static Set<Integer> union(Set<Integer> one, Set<Integer> other) {
        Set<Integer> both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }

    /** Everything that is wrong with a path; empty for a good one. */
    static List<String> violations(List<RelayDescriptor> hops, PathRequest request) {
        List<String> wrong = new ArrayList<>();
        long total = 0;
        for (RelayDescriptor hop : hops) {
            if (!hop.flags().contains(RelayFlag.RUNNING) || !hop.flags().contains(RelayFlag.VALID)) {
                wrong.add(hop + " is down");
            }
            if (request.needsPaymentIds() && !hop.deliversPaymentIds()) {
                wrong.add(hop + " gets no ids");
            }
            if (hop != hops.get(0) && request.avoid().contains(hop.fingerprint())) {
                wrong.add(hop + " was to be avoided");
            }
            if (!hop.terms().isFree() && hop.terms().payees().isEmpty()) {
                wrong.add(hop + " cannot be paid");
            }
            Optional<MilliSatoshi> cost = request.price().circuitCost(hop.terms());
            if (cost.isEmpty()) {
                wrong.add(hop + " cannot be paid by this wallet");
            }
            total += cost.map(MilliSatoshi::msat).orElse(0L);
        }
        if (total > request.maxCost().msat()) {
            wrong.add("costs " + total);
        }
        if (!hops.get(0).flags().contains(RelayFlag.GUARD)) {
            wrong.add("first hop is no guard");
        }
        RelayDescriptor exit = hops.get(2);
        if (!exit.flags().contains(RelayFlag.EXIT) || exit.flags().contains(RelayFlag.BAD_EXIT)) {
            wrong.add("last hop is no good exit");
        }
        if (!request.ports().stream().allMatch(exit.exitPorts()::test)) {
            wrong.add("exit does not allow the ports");
        }
        for (int i = 0; i < 3; i++) {
            for (int j = i + 1; j < 3; j++) {
                wrong.addAll(together(hops.get(i), hops.get(j)));
            }
        }
        return wrong;
    }

    private static List<String> together(RelayDescriptor one, RelayDescriptor other) {
        List<String> wrong = new ArrayList<>();
        if (one.fingerprint().equals(other.fingerprint())) {
            wrong.add(one + " twice");
        }
        if (one.family().contains(other.fingerprint()) || other.family().contains(one.fingerprint())) {
            wrong.add(one + " and " + other + " are family");
        }
        for (String a : one.addresses()) {
            for (String b : other.addresses()) {
                if (a.contains(":") == b.contains(":") && prefix(a).equals(prefix(b))) {
                    wrong.add(a + " and " + b + " share a network");
                }
            }
        }
        return wrong;
    }

    private static BigInteger prefix(String address) {
        return PREFIXES.computeIfAbsent(address, PathRules::computePrefix);
    }

    private static BigInteger computePrefix(String address) {
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            int keep = bytes.length == 4 ? 16 : 32;
            return new BigInteger(1, bytes).shiftRight(bytes.length * 8 - keep);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /**
     * Price of the cheapest path within all rules but the limit; empty when there is none. Tries all.
     *
     * @param interval what the three may ask for one interval
     */
    static Optional<Long> cheapest(NetworkView view, PathRequest request, long interval) {
        PathRequest unlimited = new PathRequest(
                request.ports(),
                request.avoid(),
                request.avoidGuards(),
                MilliSatoshi.of(Long.MAX_VALUE),
                request.price(),
                request.needsPaymentIds());
        Long best = null;
        for (RelayDescriptor guard : view.relays()) {
            for (RelayDescriptor middle : view.relays()) {
                for (RelayDescriptor exit : view.relays()) {
                    List<RelayDescriptor> hops = List.of(guard, middle, exit);
                    if (rate(hops) <= interval && violations(hops, unlimited).isEmpty()) {
                        long cost = hops.stream()
                                .mapToLong(hop -> request.price()
                                        .circuitCost(hop.terms())
                                        .orElseThrow()
                                        .msat())
                                .sum();
                        best = best == null ? cost : Math.min(best, cost);
                    }
                }
            }
        }
        return Optional.ofNullable(best);
    }

    static long rate(List<RelayDescriptor> hops) {
        return hops.stream().mapToLong(hop -> hop.terms().rate().msat()).sum();
    }
}
