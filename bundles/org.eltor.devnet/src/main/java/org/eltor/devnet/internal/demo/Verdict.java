package org.eltor.devnet.internal.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.circuit.CircuitRole;
import org.eltor.api.circuit.RoundInfo;
import org.eltor.api.payment.PaymentService;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.TorMode;
import org.eltor.devnet.internal.audit.RelayAudit;

/** Whether everything held that must hold. Pure. */
final class Verdict {

    private static final int HOPS = 3;

    private final DemoReport report;
    private final List<String> failures = new ArrayList<>();

    private Verdict(DemoReport report) {
        this.report = report;
    }

    /** Every condition that failed, a sentence each; nothing when all is well. */
    static List<String> failures(DemoReport report) {
        Verdict verdict = new Verdict(report);
        verdict.failures.addAll(report.troubles());
        verdict.rounds();
        if (report.options().kill().isPresent()) {
            verdict.replacements();
        } else {
            verdict.undisturbed();
        }
        verdict.audits();
        verdict.money();
        verdict.downloads();
        return List.copyOf(verdict.failures);
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            failures.add(otherwise);
        }
    }

    private void rounds() {
        int wanted = report.options().rounds();
        Set<Integer> done = report.rounds().stream()
                .filter(RoundInfo::complete)
                .map(RoundInfo::number)
                .collect(Collectors.toSet());
        require(
                done.size() == wanted && report.rounds().size() == wanted,
                "of " + wanted + " rounds, " + report.rounds().size() + " began and " + done.size() + " ended");
    }

    /** Without a kill nothing at all may go wrong. */
    private void undisturbed() {
        List<RoundInfo.Payment> payments = report.rounds().stream()
                .flatMap(round -> round.payments().stream())
                .toList();
        long settled =
                payments.stream().filter(p -> p.outcome().equals("settled")).count();
        int wanted = HOPS * report.options().rounds();
        require(settled == wanted, settled + " payments were settled, not " + wanted);
        require(report.failovers() == 0, report.failovers() + " circuits died although no relay was killed");
        Set<CircuitId> paid = report.rounds().stream().map(RoundInfo::circuit).collect(Collectors.toSet());
        for (CircuitInfo circuit : report.circuits()) {
            if (paid.contains(circuit.id())) {
                require(
                        circuit.streams() > 0 && circuit.bytesRead() > 0,
                        "circuit " + circuit.id() + " was paid, but carried " + circuit.streams() + " streams and "
                                + circuit.bytesRead() + " bytes");
            }
        }
    }

    private void replacements() {
        Map<CircuitId, CircuitRole> hit = report.kill().map(KillOutcome::hit).orElse(Map.of());
        require(!hit.isEmpty(), "no relay was killed");
        require(
                report.failovers() == hit.size(),
                report.failovers() + " failovers were counted, not " + hit.size() + ", one for each circuit hit");
        hit.forEach((dead, role) -> require(isReplaced(dead, role), role + " circuit " + dead + " was not replaced"));
    }

    private boolean isReplaced(CircuitId dead, CircuitRole role) {
        return report.circuits().stream()
                .dropWhile(circuit -> !circuit.id().equals(dead))
                .skip(1)
                .anyMatch(circuit ->
                        circuit.role().equals(role) && circuit.builtIn().isPresent());
    }

    private void audits() {
        for (RelayAudit audit : report.audits()) {
            require(
                    audit.late() == 0 && audit.missed() == 0,
                    audit.nickname() + " found " + audit.late() + " payments late and missed " + audit.missed()
                            + " on circuits that lived");
        }
        require(sum(RelayAudit::expected) > 0, "no relay looked for a payment");
        boolean eltor = report.tor().filter(tor -> tor.mode() == TorMode.ELTOR).isPresent();
        if (eltor) {
            long built = report.circuits().stream()
                    .filter(circuit -> circuit.builtIn().isPresent())
                    .count();
            long wanted = built * HOPS * PaymentService.INTERVALS;
            long received = sum(RelayAudit::idsReceived);
            require(received >= wanted, "relays received " + received + " payment ids over tor, not " + wanted);
        }
    }

    private long sum(ToLongFunction<RelayAudit> value) {
        return report.audits().stream().mapToLong(value).sum();
    }

    private void money() {
        Money money = report.money();
        require(money.ledgerMsat() > 0, "nothing was paid");
        require(
                money.walletMsat() == money.ledgerMsat(),
                "the wallet paid " + money.walletMsat() + " msat, but the ledger says " + money.ledgerMsat());
        require(!report.books().isEmpty(), "no relay was paid");
        for (RelayBook book : report.books()) {
            require(
                    book.ledgerMsat() == book.receivedMsat(),
                    book.nickname() + " received " + book.receivedMsat() + " msat, but the ledger says "
                            + book.ledgerMsat());
            require(
                    book.proven() == book.receipts().size(),
                    "of " + book.receipts().size() + " payments to " + book.nickname() + ", only " + book.proven()
                            + " are proven by a preimage");
        }
    }

    private void downloads() {
        TrafficTotals downloads = report.downloads();
        require(downloads.count() > 0, "nothing was downloaded");
        require(downloads.failed() == 0, downloads.failed() + " downloads failed for good");
    }
}
