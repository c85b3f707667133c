package org.eltor.devnet.internal.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * One relay's eye on one circuit: looks for the payment of one interval after the other, and stops at the first that is
 * late or missing. Runs on the audit loop.
 */
final class Watch {

    private final AuditSchedule schedule;
    private final AuditLoop loop;
    private final Instant received;
    private final List<String> ids;
    private final Predicate<String> isPaid;
    private final BiConsumer<Integer, Finding> judged;
    private Future<?> timer;
    private boolean over;

    /**
     * @param received when the relay received the ids
     * @param ids the payment ids of the intervals, in their order
     * @param isPaid asks the relay's wallet; what it throws counts as a missing payment
     * @param judged is told of each interval, counted from 0
     */
    Watch(
            AuditSchedule schedule,
            AuditLoop loop,
            Instant received,
            List<String> ids,
            Predicate<String> isPaid,
            BiConsumer<Integer, Finding> judged) {
        this.schedule = schedule;
        this.loop = loop;
        this.received = received;
        this.ids = List.copyOf(ids);
        this.isPaid = isPaid;
        this.judged = judged;
    }

    void begin() {
        await(0, 0);
    }

    /** The circuit is gone: what was not judged yet never will be. */
    void cancel() {
        over = true;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void await(int index, int poll) {
        timer = loop.at(received.plus(schedule.poll(index, poll)), () -> look(index, poll));
    }

    private void look(int index, int poll) {
        if (over) {
            return;
        }
        boolean paid;
        try {
            paid = isPaid.test(ids.get(index));
        } catch (RuntimeException e) { // the wallet's own trouble is the circuit's end, as with eltord
            judge(index, Finding.MISSED);
            return;
        }
        if (paid) {
            Duration elapsed = Duration.between(received, loop.now());
            judge(index, schedule.isOnTime(index, elapsed) ? Finding.ON_TIME : Finding.LATE);
        } else if (poll + 1 < AuditSchedule.POLLS) {
            await(index, poll + 1);
        } else {
            timer = loop.at(received.plus(schedule.end(index)), () -> giveUp(index));
        }
    }

    private void giveUp(int index) {
        if (!over) {
            judge(index, Finding.MISSED);
        }
    }

    private void judge(int index, Finding finding) {
        over = finding != Finding.ON_TIME || index + 1 == ids.size();
        if (!over) {
            await(index + 1, 0);
        }
        judged.accept(index, finding);
    }
}
