package org.eltor.relay.internal;

import java.util.List;
import java.util.function.Predicate;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.path.GuardSet;
import org.eltor.relay.internal.path.SampledGuards;
import org.osgi.service.component.annotations.Component;

/** Keeps the guards of this run, through changes of the configuration and restarts of tor. */
@Component(immediate = true) // a delayed component would forget them whenever nobody uses it
public final class GuardsComponent implements GuardSet {
    private final GuardSet guards = new SampledGuards();

    @Override
    public List<Fingerprint> choose(List<Fingerprint> candidates, Predicate<Fingerprint> usable, int count) {
        return guards.choose(candidates, usable, count);
    }
}
