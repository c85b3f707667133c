package org.eltor.relay.internal;

import java.util.Optional;
import org.eltor.api.status.ComponentStatus;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Says how the relay directory is, also while there is none. */
@Component
public final class StatusComponent implements ComponentStatus {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile DirectoryState directory;

    @Override
    public String component() {
        return "org.eltor.relay";
    }

    @Override
    public Optional<String> problem() {
        DirectoryState present = directory;
        return present == null
                ? Optional.of("Waits for a connection to tor; see org.eltor.tor.control")
                : present.problem();
    }
}
