package org.eltor.api.circuit;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The paid circuits, for looking. Snapshots; any thread, never blocks. */
@ProviderType
public interface CircuitManager {
    /** Where the manager stands. */
    SessionInfo session();

    /** Circuits of this start, living and closed (the newest 1,000), oldest first. */
    List<CircuitInfo> circuits();

    /** Rounds of this start (the newest 1,000), oldest first. */
    List<RoundInfo> rounds();

    /** Streams that are open or waiting, oldest first. */
    List<StreamInfo> streams();
}
