package org.eltor.payment.internal.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.PaymentPreimage;
import org.eltor.api.payment.ImportReport;

/**
 * Writes payments of another ledger as circuits that are closed. Their accounts are guessed: the same circuit id goes
 * on until a relay and round come again, or a fourth relay comes, since tor begins its ids anew.
 */
final class Adoption {
    private static final String WALLET = "import";
    private static final long LONGEST_INTERVAL = 86_400;

    /** A circuit as far as it was read. */
    private static final class Circuit {
        final long account;
        final List<String> relays = new ArrayList<>();
        final Set<String> rounds = new HashSet<>();

        Circuit(long account) {
            this.account = account;
        }
    }

    private final Map<String, Circuit> circuits = new HashMap<>();
    private int added;
    private int known;
    private int refused;

    ImportReport report(boolean torn) {
        return new ImportReport(added, known, refused, torn);
    }

    void adopt(JsonNode entry, LedgerStore store) throws SQLException {
        Statements sql = store.sql();
        byte[] id = hex(entry.path("payment_id"), 64);
        String relay = entry.path("relay_fingerprint").asText();
        int round = entry.path("round").asInt();
        long interval = entry.path("interval_seconds").asLong();
        long amount = entry.path("amount_msat").asLong(-1);
        boolean sound = id != null
                && relay.matches("[0-9A-Fa-f]{40}")
                && round >= 1
                && round <= 10
                && interval >= 1
                && interval <= LONGEST_INTERVAL
                && amount >= 0
                && isProven(entry);
        if (!sound) {
            refused++;
            return;
        }
        if (sql.one("SELECT 1 FROM payment WHERE payment_id = ?", row -> 1, id).isPresent()) {
            known++;
            return;
        }
        relay = relay.toUpperCase(java.util.Locale.ROOT);
        long openedAt = (entry.path("expires_at").asLong() - interval * round) * 1000;
        Circuit circuit = circuit(entry.path("circ_id").asText(), relay, round, openedAt, store);
        if (!circuit.relays.contains(relay)) {
            circuit.relays.add(relay);
            hop(circuit, relay, amount, interval, entry, sql);
        }
        payment(circuit, circuit.relays.indexOf(relay), round, id, amount, entry, store);
        added++;
    }

    private Circuit circuit(String id, String relay, int round, long openedAt, LedgerStore store) throws SQLException {
        Circuit circuit = circuits.get(id);
        boolean full = circuit != null && circuit.relays.size() == 3 && !circuit.relays.contains(relay);
        if (circuit == null || full || circuit.rounds.contains(relay + round)) {
            UUID account = UUID.randomUUID();
            store.sql()
                    .update(
                            "INSERT INTO account (id, circuit, opened_at, closed_at, node) VALUES (?, ?, ?, ?, ?)",
                            account,
                            id.matches("[A-Za-z0-9]{1,16}") ? id : null,
                            openedAt,
                            openedAt,
                            store.node());
            circuit = new Circuit(store.sql().sum("SELECT n FROM account WHERE id = ?", account));
            circuits.put(id, circuit);
        }
        circuit.rounds.add(relay + round);
        return circuit;
    }

    private static void hop(Circuit circuit, String relay, long amount, long interval, JsonNode entry, Statements sql)
            throws SQLException {
        String offer = entry.path("bolt12_offer").asText("");
        boolean payable =
                offer.matches("[!-~]{1,4096}") && !entry.path("bolt12_offer").isNull();
        byte[] handshake = hex(entry.path("handshake_fee_preimage"), 64);
        sql.update(
                "INSERT INTO hop (account, hop, relay, rate_msat, cost_msat, interval_s, payees, handshake_preimage)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                circuit.account,
                circuit.relays.size() - 1,
                relay,
                amount,
                amount,
                interval,
                payable ? Payees.format(List.of(new Payee(PayeeKind.BOLT12_OFFER, offer))) : "",
                handshake == null ? new byte[PaymentId.LENGTH] : handshake);
    }

    private static void payment(
            Circuit circuit, int hop, int round, byte[] id, long amount, JsonNode entry, LedgerStore store)
            throws SQLException {
        boolean paid = entry.path("paid").asBoolean();
        boolean failed = !paid && entry.path("has_error").asBoolean();
        long at = entry.path("updated_at").asLong() * 1000;
        long fee = Math.max(0, entry.path("fee").asLong());
        boolean sent = paid || failed;
        ByteBuffer key = ByteBuffer.wrap(id); // as unique as the id is
        byte[] hash = hex(entry.path("payment_hash"), 64);
        store.sql()
                .update(
                        "INSERT INTO payment (account, hop, interval, payment_id, state, updated_at, wallet, key, sent_at,"
                                + " counted_msat, received_msat, fee_msat, took_ms, hash, preimage, node, bolt11)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        circuit.account,
                        hop,
                        round,
                        id,
                        paid ? LedgerStore.SETTLED : failed ? LedgerStore.FAILED : LedgerStore.RESERVED,
                        at,
                        sent ? WALLET : null,
                        sent ? new UUID(key.getLong(), key.getLong()) : null,
                        sent ? at : null,
                        paid ? amount + fee : 0,
                        paid ? amount : null,
                        paid ? fee : null,
                        paid ? 0L : null,
                        paid && hash == null ? new byte[0] : hash,
                        hex(entry.path("preimage"), 64),
                        store.node(),
                        entry.path("bolt11_invoice").textValue());
        if (paid) {
            store.sums().settled(at, amount, fee);
        }
    }

    /** Whether a preimage that is there proves the hash that is there. */
    private static boolean isProven(JsonNode entry) {
        byte[] hash = hex(entry.path("payment_hash"), 64);
        byte[] preimage = hex(entry.path("preimage"), 64);
        return hash == null
                || preimage == null
                || new PaymentPreimage(HexFormat.of().formatHex(preimage))
                        .hash()
                        .hex()
                        .equals(HexFormat.of().formatHex(hash));
    }

    private static byte[] hex(JsonNode text, int digits) {
        return text.isTextual() && text.textValue().matches("[0-9a-fA-F]{" + digits + "}")
                ? HexFormat.of().parseHex(text.textValue())
                : null;
    }
}
