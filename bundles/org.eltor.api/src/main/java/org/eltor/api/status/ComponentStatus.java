package org.eltor.api.status;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** A component's own word on whether it works. Registered as a service as long as the component is active. */
@ConsumerType
public interface ComponentStatus {
    /** The component's PID, for example {@code org.eltor.tor.control}. */
    String component();

    /**
     * What keeps the component from working and the way out, one line without secrets; empty while all is well. May be
     * called from any thread and does not block.
     */
    Optional<String> problem();
}
