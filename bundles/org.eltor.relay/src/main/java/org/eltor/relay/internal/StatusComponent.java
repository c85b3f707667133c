package org.eltor.relay.internal;

import java.util.Optional;
import org.eltor.api.status.ComponentStatus;
import org.eltor.relay.internal.guard.GuardSet;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Says how the relay directory is, also while there is none, and whether the guards can be read. */
@Component
public final class StatusComponent implements ComponentStatus {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile DirectoryState directory;

    @Reference
    private GuardSet guards;

    @Override
    public String component() {
        return "org.eltor.relay";
    }

    @Override
    public Optional<String> problem() {
        DirectoryState present = directory;
        return guards.problem()
                .or(() -> present == null
                        ? Optional.of("Waits for a connection to tor; see org.eltor.tor.control")
                        : present.problem());
    }
}
