package org.eltor.devnet.internal.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.tor.TorMode;
import org.eltor.devnet.internal.Table;
import org.eltor.devnet.internal.audit.RelayAudit;

/** The report for people. Pure. */
final class Summary {

    private Summary() {}

    static List<String> of(DemoReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("Circuits");
        lines.addAll(circuits(report));
        lines.add("");
        lines.add("What the relays found, each looking for its own payments");
        lines.addAll(audits(report));
        lines.add("");
        lines.add("Money      wallet paid " + Texts.sat(report.money().walletMsat()) + ", ledger says "
                + Texts.sat(report.money().ledgerMsat()));
        TrafficTotals downloads = report.downloads();
        lines.add("Downloads  " + downloads.count() + " with " + Texts.megabytes(downloads.bytes())
                + ", every byte checked; " + downloads.retried() + " tried again, " + downloads.failed() + " failed");
        lines.add("Failovers  " + report.failovers());
        return lines;
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
}
