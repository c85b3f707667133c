package org.eltor.wallet.contract;

import java.time.Instant;
import java.util.Optional;
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
    private final String hash;
    private final long msat;
    private final Instant createdAt;
    private final String what;
    private final Optional<String> note;
    private State state;
    private long feeMsat;
    private PaymentPreimage preimage;
    private boolean refused;

    /** @param preimage all zeros while nobody knows it */
    FakePayment(
            UUID id,
            String hash,
            PaymentPreimage preimage,
            long msat,
            long feeMsat,
            Instant createdAt,
            String what,
            Optional<String> note) {
        this.id = id;
        this.hash = hash;
        this.preimage = preimage;
        this.msat = msat;
        this.feeMsat = feeMsat;
        this.createdAt = createdAt;
        this.what = what;
        this.note = note;
        this.state = State.PENDING;
    }

    public UUID id() {
        return id;
    }

    public synchronized String preimage() {
        return preimage.hex();
    }

    public String hash() {
        return hash;
    }

    public long msat() {
        return msat;
    }

    public synchronized long feeMsat() {
        return feeMsat;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** The invoice or offer that it pays. */
    public String what() {
        return what;
    }

    /** What the payer told the payee; empty where it pays a BOLT11 invoice, which tells nothing. */
    public Optional<String> note() {
        return note;
    }

    public synchronized State state() {
        return state;
    }

    /** Whether it failed because its payee did not want it. */
    public synchronized boolean isRefused() {
        return refused;
    }

    synchronized void paid(PaymentPreimage proof, long fee) {
        preimage = proof;
        feeMsat = fee;
        state = State.SETTLED;
    }

    synchronized void failed(boolean byPayee) {
        refused = byPayee;
        state = State.FAILED;
    }

    synchronized void become(State next) {
        if (state == State.PENDING) {
            state = next;
        }
    }
}
