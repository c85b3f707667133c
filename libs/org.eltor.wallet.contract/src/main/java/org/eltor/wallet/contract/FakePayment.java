package org.eltor.wallet.contract;

import java.time.Instant;
import java.util.UUID;
import org.eltor.api.lightning.PaymentPreimage;

/** A payment that a double made or tries to make. Guarded by its node. */
public final class FakePayment {
    /** Where it stands. */
    public enum State {
        PENDING,
        SETTLED,
        FAILED
    }

    private final UUID id;
    private final PaymentPreimage preimage;
    private final long msat;
    private final long feeMsat;
    private final Instant createdAt;
    private final String what;
    private State state;

    FakePayment(UUID id, PaymentPreimage preimage, long msat, long feeMsat, Instant createdAt, String what) {
        this.id = id;
        this.preimage = preimage;
        this.msat = msat;
        this.feeMsat = feeMsat;
        this.createdAt = createdAt;
        this.what = what;
        this.state = State.PENDING;
    }

    public UUID id() {
        return id;
    }

    public String preimage() {
        return preimage.hex();
    }

    public String hash() {
        return preimage.hash().hex();
    }

    public long msat() {
        return msat;
    }

    public long feeMsat() {
        return feeMsat;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** The invoice or offer that it pays. */
    public String what() {
        return what;
    }

    public synchronized State state() {
        return state;
    }

    synchronized void become(State next) {
        if (state == State.PENDING) {
            state = next;
        }
    }
}
