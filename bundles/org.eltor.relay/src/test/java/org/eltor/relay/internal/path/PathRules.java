package org.eltor.relay.internal.path;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.PathRequest;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayFlag;

/** The rules of path-spec 2.2 once more, written without a look at the selector: what a path must be like. */
final class PathRules {
    private PathRules() {}

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
            if (request.avoid().contains(hop.fingerprint())) {
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
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            int keep = bytes.length == 4 ? 16 : 32;
            return new BigInteger(1, bytes).shiftRight(bytes.length * 8 - keep);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Price of the cheapest path within all rules but the limit; empty when there is none. Tries all. */
    static Optional<Long> cheapest(NetworkView view, PathRequest request) {
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
                    if (violations(hops, unlimited).isEmpty()) {
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
}
