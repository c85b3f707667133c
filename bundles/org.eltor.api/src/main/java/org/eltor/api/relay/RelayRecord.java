package org.eltor.api.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.eltor.api.tor.Fingerprint;

/**
 * What is remembered of one relay. All counts have faded with time, so they are no whole numbers.
 *
 * @param relay which one
 * @param circuits circuits that reached it or should have
 * @param success share of these in which it answered, 0 to 1
 * @param buildTime usual time to build a circuit through it; empty as long as none was built
 * @param bytesPerSecond usual peak of circuits through it; empty as long as none has ended that carried enough to say
 * @param paidButClosed circuits through it that somebody else ended although everything due had been paid
 * @param factor what this does to the relay's weight, 0.5 to 2
 * @param last when it was last heard of
 */
public record RelayRecord(
        Fingerprint relay,
        double circuits,
        double success,
        Optional<Duration> buildTime,
        OptionalLong bytesPerSecond,
        double paidButClosed,
        double factor,
        Instant last) {}
