package org.eltor.devnet.internal.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.circuit.CircuitRole;
import org.eltor.api.circuit.CircuitState;
import org.eltor.api.circuit.Hop;
import org.eltor.api.circuit.RoundInfo;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentHash;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.TorInfo;
import org.eltor.api.tor.TorMode;
import org.eltor.devnet.internal.MoneyKind;
import org.eltor.devnet.internal.audit.RelayAudit;

/** A demo that went well, and hands to spoil it. */
final class Samples {

    DemoOptions options = options(Optional.empty());
    TorMode mode = TorMode.STOCK;
    final List<CircuitInfo> circuits = new ArrayList<>(List.of(circuit(1, 0), circuit(2, 1)));
    final List<RoundInfo> rounds = new ArrayList<>();
    final List<RelayAudit> audits = new ArrayList<>();
    final List<String> troubles = new ArrayList<>();
    int failovers;
    Optional<KillOutcome> kill = Optional.empty();
    Money money = new Money(3030, 3030);
    final List<RelayBook> books = new ArrayList<>();
    Optional<Duration> moneyUp = Optional.of(Duration.ofMillis(3210));
    OptionalLong peakRss = OptionalLong.of(701_234_176);
    TrafficTotals downloads = new TrafficTotals(20, 5_000_000, 0, 0);

    Samples() {
        for (int number = 1; number <= 10; number++) {
            rounds.add(round(number, 1 + (number - 1) % 2, "settled"));
        }
        IntStream.range(0, 6).forEach(i -> audits.add(new RelayAudit(relay(i), "relay" + i, 5, 0, 0, 0)));
        IntStream.range(0, 6).forEach(i -> books.add(book(i, 1000, receipt(i, 1000, true))));
    }

    DemoReport report() {
        return new DemoReport(
                options,
                Optional.of(new TorInfo("0.4.9.11", mode, "/control.sock")),
                circuits,
                rounds,
                failovers,
                audits,
                kill,
                money,
                books,
                downloads,
                new DemoReport.Times(2100, 2900, moneyUp),
                peakRss,
                troubles);
    }

    List<String> failures() {
        return Verdict.failures(report());
    }

    void kill(Kill.Target target, Map<CircuitId, CircuitRole> hit) {
        options = options(Optional.of(new Kill(target, 4)));
        kill = Optional.of(new KillOutcome(hit));
        failovers = hit.size();
    }

    static DemoOptions options(Optional<Kill> kill) {
        return new DemoOptions(
                2,
                10,
                Duration.ofSeconds(6),
                MoneyKind.SIMULATED,
                Path.of("/usr/bin/tor"),
                kill,
                Optional.empty(),
                Optional.empty());
    }

    static RelayBook book(int number, long receivedMsat, Receipt receipt) {
        return new RelayBook(relay(number), "relay" + number, 1000, receivedMsat, List.of(receipt));
    }

    static Receipt receipt(int number, long receivedMsat, boolean proven) {
        return new Receipt(
                relay(number),
                number,
                new PaymentHash("%064x".formatted(number)),
                MilliSatoshi.of(receivedMsat),
                MilliSatoshi.of(11),
                proven);
    }

    static Fingerprint relay(int number) {
        return new Fingerprint("%040X".formatted(0xABC0 + number));
    }

    /** Circuit {@code id} goes through relays of its own. */
    static CircuitInfo circuit(int id, int slot) {
        return circuit(id, slot, CircuitState.CLOSED, 10, 1_000_000, Optional.of(Duration.ofMillis(140)));
    }

    static CircuitInfo circuit(
            int id, int slot, CircuitState state, long streams, long bytes, Optional<Duration> builtIn) {
        List<Hop> hops = IntStream.range(0, 3)
                .mapToObj(i -> new Hop(relay(3 * (id - 1) + i), "relay" + (3 * (id - 1) + i), MilliSatoshi.of(1000)))
                .toList();
        return new CircuitInfo(
                new CircuitId(Integer.toString(id)),
                new CircuitRole(slot),
                state,
                hops,
                Instant.EPOCH,
                builtIn,
                5,
                0,
                streams,
                bytes,
                100,
                MilliSatoshi.of(15_150),
                state == CircuitState.CLOSED ? Optional.of("stopped") : Optional.empty());
    }

    static RoundInfo round(int number, int circuit, String outcome) {
        List<RoundInfo.Payment> payments = IntStream.range(0, 3)
                .mapToObj(i -> new RoundInfo.Payment(
                        relay(3 * (circuit - 1) + i),
                        MilliSatoshi.of(1000),
                        MilliSatoshi.of(10),
                        outcome,
                        Duration.ofMillis(40 + i)))
                .toList();
        return new RoundInfo(
                number,
                10,
                new CircuitId(Integer.toString(circuit)),
                new CircuitRole((circuit - 1) % 2),
                (number + 1) / 2,
                payments,
                true);
    }
}
