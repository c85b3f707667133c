package org.eltor.devnet.internal.audit;

import org.eltor.api.tor.Fingerprint;

/**
 * What one relay has seen so far of circuits that lived.
 *
 * @param relay the relay
 * @param nickname its name for people
 * @param onTime intervals whose payment was found in time
 * @param late intervals whose payment was found too late
 * @param missed intervals without a payment
 * @param idsReceived payment ids that tor itself delivered to this relay; stays 0 with stock tor
 */
public record RelayAudit(Fingerprint relay, String nickname, int onTime, int late, int missed, int idsReceived) {

    static RelayAudit none(Fingerprint relay, String nickname) {
        return new RelayAudit(relay, nickname, 0, 0, 0, 0);
    }

    /** Intervals that were looked for to the end while their circuit lived. */
    public int expected() {
        return onTime + late + missed;
    }

    RelayAudit with(Finding finding) {
        return switch (finding) {
            case ON_TIME -> new RelayAudit(relay, nickname, onTime + 1, late, missed, idsReceived);
            case LATE -> new RelayAudit(relay, nickname, onTime, late + 1, missed, idsReceived);
            case MISSED -> new RelayAudit(relay, nickname, onTime, late, missed + 1, idsReceived);
        };
    }

    RelayAudit withIds(int count) {
        return new RelayAudit(relay, nickname, onTime, late, missed, idsReceived + count);
    }
}
