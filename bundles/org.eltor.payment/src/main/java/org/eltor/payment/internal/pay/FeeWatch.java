package org.eltor.payment.internal.pay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eltor.api.lightning.MilliSatoshi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns when recent payments cost more in fees than the relays received. Lives on the loop. */
final class FeeWatch {
    private static final int WINDOW = 30;
    private static final int ENOUGH = 10;
    private static final Duration PAUSE = Duration.ofHours(1);
    private static final Logger LOG = LoggerFactory.getLogger(FeeWatch.class);

    private record Paid(long amount, long fee) {}

    private final Deque<Paid> recent = new ArrayDeque<>();
    private Instant warnedAt = Instant.MIN;

    void settled(MilliSatoshi amount, MilliSatoshi fee, Instant now) {
        recent.addLast(new Paid(amount.msat(), fee.msat()));
        if (recent.size() > WINDOW) {
            recent.removeFirst();
        }
        long amounts = recent.stream().mapToLong(Paid::amount).sum();
        long fees = recent.stream().mapToLong(Paid::fee).sum();
        if (recent.size() >= ENOUGH && fees > amounts && warnedAt.isBefore(now.minus(PAUSE))) {
            warnedAt = now;
            LOG.warn(
                    "The last {} payments cost {} msat in fees for {} msat that relays received: another wallet may"
                            + " take less (eltor:cost, eltor:wallets)",
                    recent.size(),
                    fees,
                    amounts);
        }
    }
}
