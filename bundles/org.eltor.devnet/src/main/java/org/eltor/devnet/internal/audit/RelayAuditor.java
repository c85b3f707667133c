package org.eltor.devnet.internal.audit;

import java.time.Instant;
import java.util.List;
import org.eltor.api.lightning.IncomingPayment;
import org.eltor.api.lightning.LightningReceiver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One relay's auditor: watches the circuits through the relay, counts what it finds, and ends those that were not paid.
 * Runs on the audit loop; only {@link #report} may be called from elsewhere.
 */
final class RelayAuditor {

    private static final Logger LOG = LoggerFactory.getLogger(RelayAuditor.class);

    private final AuditedRelay relay;
    private final AuditSchedule schedule;
    private final LightningReceiver wallet;
    private final AuditLoop loop;
    private volatile RelayAudit report;

    RelayAuditor(AuditedRelay relay, AuditSchedule schedule, LightningReceiver wallet, AuditLoop loop) {
        this.relay = relay;
        this.schedule = schedule;
        this.wallet = wallet;
        this.loop = loop;
        report = RelayAudit.none(relay.relay(), relay.nickname());
    }

    AuditedRelay relay() {
        return relay;
    }

    RelayAudit report() {
        return report;
    }

    /** Tor itself handed this many ids to the relay. */
    void countIds(int count) {
        report = report.withIds(count);
    }

    /**
     * Begins to watch a circuit.
     *
     * @param received when the relay received the ids
     * @param ids payment ids in the order of the intervals
     * @param end ends the circuit
     */
    Watch watch(Instant received, List<String> ids, Runnable end) {
        Watch watch =
                new Watch(schedule, loop, received, ids, this::isPaid, (index, finding) -> judged(index, finding, end));
        watch.begin();
        return watch;
    }

    /** As eltord: the payer's note is the id, or the payment hash is. Unlike there, too little is not enough. */
    private boolean isPaid(String id) {
        for (IncomingPayment payment : wallet.received(relay.payee())) {
            boolean meant =
                    payment.note().text().equals(id) || payment.hash().hex().equals(id);
            if (meant && payment.amount().compareTo(relay.rate()) >= 0) {
                return true;
            }
        }
        return false;
    }

    private void judged(int index, Finding finding, Runnable end) {
        report = report.with(finding);
        if (finding != Finding.ON_TIME) {
            LOG.info(
                    "{} ends a circuit: its interval {} was {}",
                    relay.nickname(),
                    index + 1,
                    finding == Finding.LATE ? "paid too late" : "not paid");
            end.run();
        }
    }
}
