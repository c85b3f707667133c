package org.eltor.api.relay;

import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Remembers how circuits went, by relay: success, build time, throughput, and ends that came although all was paid.
 * Old experience fades. It turns the weights of relays by a bounded factor, tells guards that can be reached from those
 * that cannot, and counts what became of the circuits of each guard (path bias).
 *
 * <p>Methods may be called from any thread and none blocks; what was heard is on disk soon after.
 */
@ProviderType
public interface RelayHistory {
    /**
     * A circuit was built.
     *
     * @param took from the build command to the last hop
     */
    void circuitBuilt(PathPlan plan, Duration took);

    /**
     * A circuit could not be built. Not to be called where no relay is to blame, for example when it was given up by us
     * or tor refused the command.
     *
     * @param hopsDone hops that were reached, 0 to 2: the next one did not answer. A guard that did not is remembered
     *     only once another one answers: where nothing gets through, no relay is to blame
     */
    void circuitFailed(PathPlan plan, int hopsDone);

    /**
     * A circuit that had been built has ended.
     *
     * @param bytes what it carried in both directions
     * @param peak the most of it within a second: what a circuit carries on average is its user's demand
     * @param paidButClosed whether somebody else ended it although everything due had been paid
     */
    void circuitClosed(PathPlan plan, long bytes, long peak, boolean paidButClosed);

    /** What is remembered, the relay with the most experience first. */
    List<RelayRecord> records();

    /** Forgets all of it for good. The guards stay, and so do the counts of their circuits. */
    void clear();
}
