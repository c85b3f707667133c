package org.eltor.devnet.internal.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.circuit.RoundInfo;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.TorInfo;
import org.eltor.devnet.internal.audit.RelayAudit;

/**
 * All that a demo saw.
 *
 * @param options what was asked for
 * @param tor the tor of the network; empty when it did not start
 * @param circuits every circuit, oldest first
 * @param rounds every round, oldest first
 * @param failovers circuits that died in use
 * @param audits what each relay found
 * @param kill what a kill had to lead to; empty when none was made
 * @param money what it cost
 * @param books what each relay was paid, from both sides
 * @param downloads what was downloaded
 * @param times how long the beginning took
 * @param peakRss the most memory that this JVM took, in bytes; empty where the system does not say
 * @param troubles what went wrong otherwise, a sentence each
 */
record DemoReport(
        DemoOptions options,
        Optional<TorInfo> tor,
        List<CircuitInfo> circuits,
        List<RoundInfo> rounds,
        int failovers,
        List<RelayAudit> audits,
        Optional<KillOutcome> kill,
        Money money,
        List<RelayBook> books,
        TrafficTotals downloads,
        Times times,
        OptionalLong peakRss,
        List<String> troubles) {

    DemoReport {
        circuits = List.copyOf(circuits);
        rounds = List.copyOf(rounds);
        audits = List.copyOf(audits);
        books = List.copyOf(books);
        troubles = List.copyOf(troubles);
    }

    /** Settled payments of one circuit. */
    long settledPayments(CircuitId circuit) {
        return rounds.stream()
                .filter(round -> round.circuit().equals(circuit))
                .flatMap(round -> round.payments().stream())
                .filter(payment -> payment.outcome().equals("settled"))
                .count();
    }

    /**
     * Times since the start of the demo.
     *
     * @param networkUpMs until the network was up; 0 when it never was
     * @param allBuiltMs until as many circuits were built as are wanted; 0 when they never were
     * @param moneyUp how long the wallet's network took, which may have started before; empty where it does not say
     */
    record Times(long networkUpMs, long allBuiltMs, Optional<Duration> moneyUp) {}
}
