package org.eltor.relay.internal.path;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eltor.api.relay.GuardRecord;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.guard.GuardPool;
import org.eltor.relay.internal.guard.GuardSet;

/** A guard set like another one, for tests that change one thing. */
class ForwardingGuards implements GuardSet {
    private final GuardSet guards;

    ForwardingGuards(GuardSet guards) {
        this.guards = guards;
    }

    @Override
    public Choice choose(GuardPool pool) {
        return guards.choose(pool);
    }

    @Override
    public Optional<Fingerprint> further(GuardPool pool, Predicate<Fingerprint> fits) {
        return guards.further(pool, fits);
    }

    @Override
    public List<GuardRecord> records(GuardPool pool) {
        return guards.records(pool);
    }

    @Override
    public Optional<String> problem() {
        return guards.problem();
    }

    @Override
    public List<String> notices() {
        return guards.notices();
    }
}
