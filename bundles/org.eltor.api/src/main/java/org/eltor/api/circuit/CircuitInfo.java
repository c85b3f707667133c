package org.eltor.api.circuit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.tor.CircuitId;

/**
 * A circuit at one moment.
 *
 * @param id tor's id
 * @param role its place in the pool
 * @param state where it stands
 * @param hops guard, middle, exit
 * @param launchedAt when the build command was sent: its intervals count from here
 * @param builtIn from the build command to BUILT; empty before
 * @param settledIntervals intervals of which all three relays are paid
 * @param openStreams streams on it now
 * @param streams streams that were ever attached to it
 * @param bytesRead application bytes that arrived over it
 * @param bytesWritten application bytes sent over it
 * @param spent paid for it so far, fees included
 * @param closedReason why it closed, one line; empty while it lives
 */
public record CircuitInfo(
        CircuitId id,
        CircuitRole role,
        CircuitState state,
        List<Hop> hops,
        Instant launchedAt,
        Optional<Duration> builtIn,
        int settledIntervals,
        int openStreams,
        long streams,
        long bytesRead,
        long bytesWritten,
        MilliSatoshi spent,
        Optional<String> closedReason) {
    public CircuitInfo {
        hops = List.copyOf(hops);
    }
}
