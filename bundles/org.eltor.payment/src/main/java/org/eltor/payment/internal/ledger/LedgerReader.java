package org.eltor.payment.internal.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.PayerNote;
import org.eltor.api.lightning.PaymentHandle;
import org.eltor.api.lightning.PaymentPreimage;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.payment.PaymentRecord;
import org.eltor.api.payment.PaymentState;
import org.eltor.api.payment.PaymentTotals;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;

/** What can be read from the ledger. Used by the ledger's thread alone. */
public final class LedgerReader {
    private static final String ATTEMPTS = """
            SELECT a.id, p.hop, p.interval, p.wallet, p.key, h.payees, p.payee, h.rate_msat, p.max_fee_msat,
              p.payment_id, p.created_at, p.handle, p.sent_at, p.took_ms, p.bolt11
            FROM payment p JOIN hop h ON h.account = p.account AND h.hop = p.hop JOIN account a ON a.n = p.account
            WHERE p.state = 1""";
    private static final String HISTORY = """
            SELECT a.circuit, h.relay, p.interval, p.state, h.rate_msat, p.received_msat, p.fee_msat, p.wallet,
              p.updated_at
            FROM payment p JOIN hop h ON h.account = p.account AND h.hop = p.hop
            JOIN account a ON a.n = p.account ORDER BY p.updated_at DESC, p.account DESC LIMIT ?""";
    private static final String SENT = """
            SELECT p.account, p.hop, p.interval, p.payment_id, a.circuit, h.interval_s, h.relay, p.updated_at,
              h.rate_msat, h.handshake_preimage, p.state, a.opened_at, h.payees, p.hash, p.preimage, p.fee_msat,
              p.bolt11
            FROM payment p JOIN hop h ON h.account = p.account AND h.hop = p.hop JOIN account a ON a.n = p.account
            WHERE (p.account, p.hop, p.interval) > (?, ?, ?) ORDER BY p.account, p.hop, p.interval LIMIT ?""";

    private static final String UNKNOWN = "0".repeat(2 * PaymentId.LENGTH);

    private final Statements sql;
    private final LedgerSums sums;
    private final String node;

    LedgerReader(Statements sql, LedgerSums sums, String node) {
        this.sql = sql;
        this.sums = sums;
        this.node = node;
    }

    /** Everything of this node whose outcome is not known. */
    public List<Attempt> inFlight() throws SQLException {
        return inFlight(node);
    }

    List<Attempt> inFlight(String ofNode) throws SQLException {
        return sql.all(ATTEMPTS + " AND p.node = ?", LedgerReader::attempt, ofNode);
    }

    Optional<Attempt> inFlight(IntervalKey interval) throws SQLException {
        return sql.one(
                ATTEMPTS + " AND a.id = ? AND p.hop = ? AND p.interval = ?",
                LedgerReader::attempt,
                interval.account(),
                interval.hop(),
                interval.interval());
    }

    /** A circuit without its ids; closed also when it is older than circuits get. */
    public Optional<AccountEntry> account(UUID id, Instant now) throws SQLException {
        List<HopEntry> hops = sql.all(
                "SELECT relay, rate_msat, cost_msat, interval_s, payees, handshake_preimage FROM hop"
                        + " WHERE account = (SELECT n FROM account WHERE id = ?) ORDER BY hop",
                LedgerReader::hop,
                id);
        return sql.one(
                "SELECT opened_at, closed_at FROM account WHERE id = ?",
                row -> {
                    Instant openedAt = Instant.ofEpochMilli(row.getLong(1));
                    boolean closed = row.getObject(2) != null
                            || !openedAt.plus(AccountEntry.LIFE).isAfter(now);
                    return new AccountEntry(id, hops, openedAt, closed);
                },
                id);
    }

    /** The id of an interval; empty when there is no such. */
    public Optional<PaymentId> id(IntervalKey interval) throws SQLException {
        return sql.one(
                "SELECT payment_id FROM payment WHERE account = (SELECT n FROM account WHERE id = ?)"
                        + " AND hop = ? AND interval = ?",
                row -> new PaymentId(row.getBytes(1)),
                interval.account(),
                interval.hop(),
                interval.interval());
    }

    /** The invoice that an interval is paid with; empty where the relay is paid with what it offers itself. */
    public Optional<Payee> invoice(IntervalKey interval) throws SQLException {
        return sql.one(
                        "SELECT bolt11 FROM payment WHERE account = (SELECT n FROM account WHERE id = ?)"
                                + " AND hop = ? AND interval = ?",
                        row -> Optional.ofNullable(row.getString(1)),
                        interval.account(),
                        interval.hop(),
                        interval.interval())
                .flatMap(found -> found)
                .map(text -> new Payee(PayeeKind.BOLT11_INVOICE, text));
    }

    /** The newest entries, newest first. */
    public List<PaymentRecord> history(int limit) throws SQLException {
        return sql.all(HISTORY, LedgerReader::record, limit);
    }

    /** What it all adds up to. */
    public PaymentTotals totals(Instant now) throws SQLException {
        long inFlight = sql.sum("SELECT count(*) FROM payment WHERE state = 1");
        MilliSatoshi hour = MilliSatoshi.of(sums.since(now.minus(Duration.ofHours(1))));
        MilliSatoshi day = MilliSatoshi.of(sums.since(now.minus(Duration.ofDays(1))));
        return sql.one(
                        "SELECT settled, amount_msat, fee_msat FROM total",
                        row -> new PaymentTotals(
                                row.getLong(1),
                                MilliSatoshi.of(row.getLong(2)),
                                MilliSatoshi.of(row.getLong(3)),
                                inFlight,
                                hour,
                                day))
                .orElseThrow();
    }

    /** How long payments took that settled among the newest {@code limit} entries, oldest first. */
    public List<Duration> recentSettlements(int limit) throws SQLException {
        return sql.all("""
                SELECT took_ms FROM
                (SELECT took_ms, state, updated_at FROM payment ORDER BY updated_at DESC LIMIT ?) AS newest
                WHERE state = 2 ORDER BY updated_at""", row -> Duration.ofMillis(row.getLong(1)), limit);
    }

    List<SentEntry> sentAfter(long account, int hop, int interval, int limit) throws SQLException {
        return sql.all(SENT, LedgerReader::sent, account, hop, interval, limit);
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        String invoice = row.getString(15);
        Payee payee = invoice == null
                ? Payees.parse(row.getString(6)).get(row.getInt(7))
                : new Payee(PayeeKind.BOLT11_INVOICE, invoice);
        PaymentRequest request = new PaymentRequest(
                UUID.fromString(row.getString(5)),
                payee,
                MilliSatoshi.of(row.getLong(8)),
                MilliSatoshi.of(row.getLong(9)),
                new PayerNote(hex(row.getBytes(10))),
                Instant.ofEpochMilli(row.getLong(11)));
        Optional<PaymentHandle> handle = Optional.ofNullable(row.getString(12)).map(PaymentHandle::new);
        return new Attempt(
                new IntervalKey(UUID.fromString(row.getString(1)), row.getInt(2), row.getInt(3)),
                row.getString(4),
                request.prepared(handle),
                Instant.ofEpochMilli(row.getLong(13) - row.getLong(14)));
    }

    private static HopEntry hop(ResultSet row) throws SQLException {
        return new HopEntry(
                new Fingerprint(row.getString(1)),
                MilliSatoshi.of(row.getLong(2)),
                MilliSatoshi.of(row.getLong(3)),
                Duration.ofSeconds(row.getLong(4)),
                Payees.parse(row.getString(5)),
                new PaymentId(row.getBytes(6)),
                List.of());
    }

    private static PaymentRecord record(ResultSet row) throws SQLException {
        PaymentState state = PaymentState.values()[row.getInt(4)];
        boolean settled = state == PaymentState.SETTLED;
        return new PaymentRecord(
                Optional.ofNullable(row.getString(1)).map(CircuitId::new),
                new Fingerprint(row.getString(2)),
                row.getInt(3),
                state,
                MilliSatoshi.of(row.getLong(settled ? 6 : 5)),
                settled ? MilliSatoshi.of(row.getLong(7)) : MilliSatoshi.ZERO,
                Optional.ofNullable(row.getString(8)),
                Instant.ofEpochMilli(row.getLong(9)));
    }

    private static SentEntry sent(ResultSet row) throws SQLException {
        int interval = row.getInt(3);
        PaymentState state = PaymentState.values()[row.getInt(11)];
        String handshake = interval == 1 ? hex(row.getBytes(10)) : null;
        if (UNKNOWN.equals(handshake)) {
            handshake = null; // another ledger did not say it
        }
        long fee = row.getLong(16);
        boolean hasFee = !row.wasNull();
        return new SentEntry(
                row.getLong(1),
                row.getInt(2),
                interval,
                hex(row.getBytes(4)),
                row.getString(5),
                row.getLong(6),
                row.getString(7),
                row.getLong(8) / 1000,
                row.getLong(9),
                handshake == null ? null : new PaymentPreimage(handshake).hash().hex(),
                handshake,
                state == PaymentState.SETTLED,
                row.getLong(12) / 1000 + row.getLong(6) * interval,
                row.getString(17),
                row.getString(17) == null ? offer(Payees.parse(row.getString(13))) : null,
                hex(row.getBytes(14)),
                hex(row.getBytes(15)),
                hasFee ? fee : null,
                state == PaymentState.FAILED);
    }

    private static String offer(List<Payee> payees) {
        return payees.stream()
                .filter(payee -> payee.kind() == PayeeKind.BOLT12_OFFER)
                .map(Payee::value)
                .findFirst()
                .orElse(null);
    }

    private static String hex(byte[] bytes) {
        return bytes == null || bytes.length == 0 ? null : HexFormat.of().formatHex(bytes);
    }
}
