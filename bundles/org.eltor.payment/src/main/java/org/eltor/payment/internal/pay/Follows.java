package org.eltor.payment.internal.pay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eltor.payment.internal.ledger.Attempt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All attempts whose outcome is not known, one {@link Follow} each. Lives on the loop. */
final class Follows {
    private static final Logger LOG = LoggerFactory.getLogger(Follows.class);

    private final Bench bench;
    private final SettleTimes settleTimes;
    private final FeeWatch fees = new FeeWatch();
    private final Map<UUID, Follow> byKey = new HashMap<>();

    Follows(Bench bench, SettleTimes settleTimes) {
        this.bench = bench;
        this.settleTimes = settleTimes;
    }

    /** The one of an attempt; from now on there is one. */
    Follow of(Attempt attempt) {
        Follow known = byKey.get(attempt.request().key());
        if (known != null) {
            return known;
        }
        Follow follow = new Follow(bench, attempt);
        byKey.put(attempt.request().key(), follow);
        follow.whenWritten(conclusion -> {
            byKey.remove(attempt.request().key());
            if (conclusion instanceof Conclusion.Paid paid) {
                settleTimes.add(paid.took());
                fees.settled(paid.amount(), paid.fee(), bench.now());
            }
        });
        return follow;
    }

    /** Takes up what an earlier run, or the ledger before its repair, left in flight. */
    void recover(List<Attempt> attempts) {
        List<Attempt> unknown = attempts.stream()
                .filter(attempt -> !byKey.containsKey(attempt.request().key()))
                .toList();
        if (!unknown.isEmpty()) {
            LOG.info("Payments without a known outcome: {}; their wallets are asked", unknown.size());
        }
        unknown.forEach(attempt -> of(attempt).lookUp());
    }

    void walletsChanged() {
        List.copyOf(byKey.values()).forEach(Follow::walletsChanged);
    }
}
