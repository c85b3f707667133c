package org.eltor.devnet.internal.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.circuit.Hop;
import org.eltor.api.circuit.RoundInfo;
import org.eltor.api.tor.TorInfo;
import org.eltor.api.tor.TorMode;
import org.eltor.devnet.internal.audit.RelayAudit;

/** The report for programs. Relays are 40 hex digits, times milliseconds, amounts millisatoshi. Pure. */
final class DemoJson {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private DemoJson() {}

    static String write(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    /** @param ok the verdict */
    static ObjectNode of(DemoReport report, boolean ok) {
        ObjectNode json = NODES.objectNode();
        json.put("torVersion", report.tor().map(TorInfo::version).orElse(null));
        json.put(
                "mode",
                report.tor()
                        .map(tor -> tor.mode().name().toLowerCase(Locale.ROOT))
                        .orElse(null));
        ArrayNode circuits = json.putArray("circuits");
        report.circuits().forEach(circuit -> circuits.add(circuit(circuit)));
        ArrayNode rounds = json.putArray("rounds");
        report.rounds().forEach(round -> rounds.add(round(round)));
        perCircuit(json, report);
        ArrayNode audits = json.putArray("audits");
        boolean eltor = report.tor().filter(tor -> tor.mode() == TorMode.ELTOR).isPresent();
        report.audits().forEach(audit -> audits.add(audit(audit, eltor)));
        json.put("wallet", report.options().money().word());
        ArrayNode books = json.putArray("books");
        report.books().forEach(book -> books.add(book(book)));
        json.put("failovers", report.failovers());
        json.put("walletMsat", report.money().walletMsat());
        json.put("ledgerMsat", report.money().ledgerMsat());
        json.putObject("downloads")
                .put("count", report.downloads().count())
                .put("bytes", report.downloads().bytes())
                .put("failed", report.downloads().failed())
                .put("retried", report.downloads().retried());
        json.put("networkUpMs", report.times().networkUpMs());
        json.put("bothBuiltMs", report.times().allBuiltMs());
        json.put("walletUpMs", report.times().moneyUp().map(Duration::toMillis).orElse(null));
        json.put("peakRssBytes", report.peakRss().isPresent() ? report.peakRss().getAsLong() : null);
        json.put("ok", ok);
        return json;
    }

    private static ObjectNode circuit(CircuitInfo circuit) {
        ObjectNode json = NODES.objectNode();
        json.put("id", circuit.id().value());
        json.put("role", circuit.role().toString());
        ArrayNode path = json.putArray("path");
        circuit.hops().stream().map(Hop::relay).forEach(relay -> path.add(relay.hex()));
        json.put("builtMs", circuit.builtIn().map(Duration::toMillis).orElse(null));
        json.put("closedReason", circuit.closedReason().orElse(null));
        return json;
    }

    private static ObjectNode round(RoundInfo round) {
        ObjectNode json = NODES.objectNode();
        json.put("number", round.number());
        json.put("circuit", round.circuit().value());
        json.put("role", round.role().toString());
        json.put("interval", round.interval());
        ArrayNode payments = json.putArray("payments");
        for (RoundInfo.Payment payment : round.payments()) {
            payments.addObject()
                    .put("relay", payment.relay().hex())
                    .put("msat", payment.amount().msat())
                    .put("feeMsat", payment.fee().msat())
                    .put("outcome", payment.outcome())
                    .put("ms", payment.took().toMillis());
        }
        return json;
    }

    private static void perCircuit(ObjectNode json, DemoReport report) {
        ObjectNode payments = json.putObject("paymentsPerCircuit");
        ObjectNode streams = json.putObject("streamsPerCircuit");
        ObjectNode bytes = json.putObject("bytesPerCircuit");
        for (CircuitInfo circuit : report.circuits()) {
            String id = circuit.id().value();
            payments.put(id, report.settledPayments(circuit.id()));
            streams.put(id, circuit.streams());
            bytes.put(id, circuit.bytesRead() + circuit.bytesWritten());
        }
    }

    private static ObjectNode audit(RelayAudit audit, boolean eltor) {
        ObjectNode json = NODES.objectNode();
        json.put("relay", audit.relay().hex());
        json.put("expected", audit.expected());
        json.put("onTime", audit.onTime());
        json.put("late", audit.late());
        json.put("missed", audit.missed());
        if (eltor) {
            json.put("idsReceived", audit.idsReceived());
        }
        return json;
    }

    private static ObjectNode book(RelayBook book) {
        ObjectNode json = NODES.objectNode();
        json.put("relay", book.relay().hex());
        json.put("ledgerMsat", book.ledgerMsat());
        json.put("receivedMsat", book.receivedMsat());
        json.put("feesMsat", book.feesMsat());
        ArrayNode payments = json.putArray("payments");
        for (Receipt receipt : book.receipts()) {
            payments.addObject()
                    .put("hash", receipt.hash().hex())
                    .put("receivedMsat", receipt.received().msat())
                    .put("feeMsat", receipt.fee().msat())
                    .put("preimageVerifies", receipt.proven());
        }
        return json;
    }
}
