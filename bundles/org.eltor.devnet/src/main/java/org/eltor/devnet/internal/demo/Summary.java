package org.eltor.devnet.internal.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.tor.TorMode;
import org.eltor.devnet.internal.Table;
import org.eltor.devnet.internal.audit.RelayAudit;

/** The report for people. Pure. */
final class Summary {

    private static final int SHOWN_PAYMENTS = 3;

    private Summary() {}

    static List<String> of(DemoReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("Circuits");
        lines.addAll(circuits(report));
        lines.add("");
        lines.add("What the relays found, each looking for its own payments");
        lines.addAll(audits(report));
        lines.add("");
        lines.add("What the relays were paid, by the payer's ledger and in their own accounts");
        lines.addAll(books(report));
        lines.add("");
        lines.add("The last payments, by the hashes under which they went over the "
                + report.options().money().word() + " network");
        lines.addAll(lastPayments(report));
        lines.add("");
        lines.add("Money      wallet paid " + Texts.sat(report.money().walletMsat()) + ", ledger says "
                + Texts.sat(report.money().ledgerMsat()));
        TrafficTotals downloads = report.downloads();
        lines.add("Downloads  " + downloads.count() + " with " + Texts.megabytes(downloads.bytes())
                + ", every byte checked; " + downloads.retried() + " tried again, " + downloads.failed() + " failed");
        lines.add("Failovers  " + report.failovers());
        cost(report).ifPresent(lines::add);
        return lines;
    }

    /** What this machine had to do for it, as far as it says so. */
    private static Optional<String> cost(DemoReport report) {
        List<String> parts = new ArrayList<>();
        report.times()
                .moneyUp()
                .ifPresent(time ->
                        parts.add(report.options().money().word() + " network up after " + Texts.seconds(time)));
        report.peakRss().ifPresent(bytes -> parts.add("at most " + Texts.megabytes(bytes) + " of memory in this JVM"));
        return parts.isEmpty() ? Optional.empty() : Optional.of("Cost       " + String.join(", ", parts));
    }

    private static List<String> circuits(DemoReport report) {
        Table table = new Table("id", "role", "path", "built in", "payments", "paid", "streams", "bytes", "closed");
        for (CircuitInfo circuit : report.circuits()) {
            table.row(
                    circuit.id(),
                    circuit.role(),
                    Texts.path(circuit),
                    circuit.builtIn()
                            .map(Duration::toMillis)
                            .map(ms -> ms + " ms")
                            .orElse("never"),
                    report.settledPayments(circuit.id()),
                    Texts.sat(circuit.spent().msat()),
                    circuit.streams(),
                    Texts.megabytes(circuit.bytesRead() + circuit.bytesWritten()),
                    circuit.closedReason().orElse("-"));
        }
        return table.lines();
    }

    /** Only relays that had something to look for. */
    private static List<String> audits(DemoReport report) {
        boolean eltor = report.tor().filter(tor -> tor.mode() == TorMode.ELTOR).isPresent();
        Table table = eltor
                ? new Table("relay", "expected", "on time", "late", "missed", "ids over tor")
                : new Table("relay", "expected", "on time", "late", "missed");
        for (RelayAudit audit : report.audits()) {
            if (audit.expected() + audit.idsReceived() > 0) {
                List<Object> cells = new ArrayList<>(
                        List.of(audit.nickname(), audit.expected(), audit.onTime(), audit.late(), audit.missed()));
                if (eltor) {
                    cells.add(audit.idsReceived());
                }
                table.row(cells.toArray());
            }
        }
        return table.lines();
    }

    private static List<String> books(DemoReport report) {
        Table table =
                new Table("relay", "payments", "ledger says", "received", "routing fees", "preimages that verify");
        for (RelayBook book : report.books()) {
            table.row(
                    book.nickname(),
                    book.receipts().size(),
                    Texts.sat(book.ledgerMsat()),
                    Texts.sat(book.receivedMsat()),
                    Texts.sat(book.feesMsat()),
                    book.proven());
        }
        return table.lines();
    }

    /** Hashes are no secret here: nobody gets money or anonymity from a payment on regtest. */
    private static List<String> lastPayments(DemoReport report) {
        Table table = new Table("relay", "msat", "fee", "payment hash");
        report.books().stream()
                .flatMap(book -> book.receipts().stream().map(receipt -> Map.entry(book.nickname(), receipt)))
                .sorted(Comparator.comparingLong(
                        (Map.Entry<String, Receipt> entry) -> -entry.getValue().updatedAt()))
                .limit(SHOWN_PAYMENTS)
                .forEach(entry -> table.row(
                        entry.getKey(),
                        entry.getValue().received().msat(),
                        entry.getValue().fee().msat(),
                        entry.getValue().hash().hex() + (entry.getValue().holds() ? "" : "  NOT PROVEN")));
        return table.lines();
    }
}
