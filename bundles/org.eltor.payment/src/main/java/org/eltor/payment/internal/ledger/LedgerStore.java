package org.eltor.payment.internal.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentHandle;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.payment.CostReport;
import org.eltor.api.payment.PaymentState;
import org.eltor.payment.internal.budget.Budget;
import org.eltor.payment.internal.budget.Limits;
import org.eltor.payment.internal.budget.Spending;

/**
 * What can be done to the ledger. Each method is a part of one transaction that its caller begins and commits; nothing
 * it returns may be acted upon before the commit. Used by the ledger's thread alone.
 */
public final class LedgerStore {
    static final int RESERVED = PaymentState.RESERVED.ordinal();
    static final int IN_FLIGHT = PaymentState.IN_FLIGHT.ordinal();
    static final int SETTLED = PaymentState.SETTLED.ordinal();
    static final int FAILED = PaymentState.FAILED.ordinal();

    private static final String OF_INTERVAL =
            " WHERE account = (SELECT n FROM account WHERE id = ?) AND hop = ? AND interval = ?";
    static final String RESERVATIONS = """
            SELECT coalesce(sum(h.cost_msat), 0) FROM account a JOIN hop h ON h.account = a.n
            JOIN payment p ON p.account = h.account AND p.hop = h.hop
            WHERE a.closed_at IS NULL AND a.opened_at > ? AND p.state IN (0, 3)""";

    private final Statements sql;
    private final String node;
    private final LedgerSums sums;
    private final LedgerReader reader;

    /** @param node name of the node whose payments these are; empty where there is one alone */
    LedgerStore(Connection connection, String node) {
        this.sql = new Statements(connection);
        this.node = node;
        this.sums = new LedgerSums(sql);
        this.reader = new LedgerReader(sql, sums, node);
    }

    /** The reading side. */
    public LedgerReader read() {
        return reader;
    }

    Statements sql() {
        return sql;
    }

    LedgerSums sums() {
        return sums;
    }

    String node() {
        return node;
    }

    /** What circuits have cost. */
    public CostReport costs(Duration period, Limits limits, Instant now) throws SQLException {
        return LedgerCosts.read(sql, sums, period, limits, now);
    }

    /** Marks the ledger as opened; fails where it cannot be written. */
    void markOpened() throws SQLException {
        sql.update("UPDATE total SET opened = opened + 1");
    }

    /**
     * Writes a circuit with its ids and reserves its cost.
     *
     * @return the limit that forbids it; then nothing is written
     */
    public Optional<String> open(AccountEntry account, Limits limits, long cost) throws SQLException {
        Instant now = account.openedAt();
        sql.update(
                "UPDATE account SET closed_at = ? WHERE closed_at IS NULL AND opened_at <= ?",
                now.toEpochMilli(),
                now.minus(AccountEntry.LIFE).toEpochMilli());
        Optional<String> refusal = new Budget(limits).admit(spending(limits, now, Optional.empty()), cost);
        if (refusal.isPresent()) {
            return refusal;
        }
        sql.update(
                "INSERT INTO account (id, opened_at, node) VALUES (?, ?, ?)", account.id(), now.toEpochMilli(), node);
        long n = sql.sum("SELECT n FROM account WHERE id = ?", account.id());
        for (int position = 0; position < account.hops().size(); position++) {
            HopEntry hop = account.hops().get(position);
            sql.update(
                    "INSERT INTO hop (account, hop, relay, rate_msat, cost_msat, interval_s, payees,"
                            + " handshake_preimage) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    n,
                    position,
                    hop.relay().hex(),
                    hop.rate().msat(),
                    hop.cost().msat(),
                    hop.interval().toSeconds(),
                    Payees.format(hop.payees()),
                    hop.handshakePreimage().bytes());
            for (int i = 0; i < hop.ids().size(); i++) {
                sql.update(
                        "INSERT INTO payment (account, hop, interval, payment_id, updated_at, bolt11)"
                                + " VALUES (?, ?, ?, ?, ?, ?)",
                        n,
                        position,
                        i + 1,
                        hop.ids().get(i).bytes(),
                        now.toEpochMilli(),
                        hop.invoices().isEmpty() ? null : hop.invoices().get(i).value());
            }
        }
        return Optional.empty();
    }

    /** Notes tor's id of a circuit. */
    public boolean launched(UUID account, String circuit) throws SQLException {
        return sql.update("UPDATE account SET circuit = ? WHERE id = ?", circuit, account) == 1;
    }

    /**
     * Ends an account; what it has reserved is free again.
     *
     * @return false when it was ended before, or is not there
     */
    public boolean close(UUID account, Instant now) throws SQLException {
        return sql.update(
                        "UPDATE account SET closed_at = ? WHERE id = ? AND closed_at IS NULL",
                        now.toEpochMilli(),
                        account)
                == 1;
    }

    /** Why an interval cannot be paid now, whatever the wallet; empty when it may be. */
    public Optional<Begin> standing(IntervalKey interval, Instant now) throws SQLException {
        Optional<Begin> settled = sql.one(
                        "SELECT state, received_msat, fee_msat, took_ms FROM payment" + OF_INTERVAL,
                        LedgerStore::settled,
                        interval.account(),
                        interval.hop(),
                        interval.interval())
                .flatMap(found -> found);
        if (settled.isPresent()) {
            return settled;
        }
        Optional<Attempt> flying = reader.inFlight(interval);
        if (flying.isPresent()) {
            return Optional.of(new Begin.InFlight(flying.get()));
        }
        boolean open = reader.account(interval.account(), now)
                .filter(account -> !account.closed())
                .isPresent();
        return open ? Optional.empty() : Optional.of(new Begin.Closed());
    }

    /** Agrees to one attempt and writes it as in flight, or says why not. */
    public Begin begin(Intent intent) throws SQLException {
        IntervalKey interval = intent.interval();
        Optional<Begin> standing = standing(interval, intent.at());
        if (standing.isPresent()) {
            return standing.get();
        }
        Budget budget = new Budget(intent.limits());
        long sent = intent.sent().msat();
        long expectedFee = intent.expectedFee().msat();
        Budget.Decision wallet = budget.allowWallet(
                intent.wallet(),
                intent.limits().wallets().containsKey(intent.wallet())
                        ? sums.ofWallet(intent.wallet(), intent.at().minus(Duration.ofDays(1)))
                        : 0,
                sent,
                expectedFee,
                intent.request().maxFee().msat());
        if (wallet.refusal().isPresent()) {
            return new Begin.WalletSpent(wallet.refusal().get());
        }
        Budget.Decision decision = budget.allow(
                spending(intent.limits(), intent.at(), Optional.of(interval.account())),
                sent,
                expectedFee,
                wallet.maxFee().getAsLong());
        if (decision.refusal().isPresent()) {
            return new Begin.OverBudget(decision.refusal().get());
        }
        long maxFee = decision.maxFee().getAsLong();
        sql.update(
                "UPDATE payment SET state = 1, updated_at = ?, wallet = ?, key = ?, payee = ?, handle = ?,"
                        + " created_at = ?, max_fee_msat = ?, sent_at = ?, counted_msat = ?, took_ms = ?, node = ?"
                        + OF_INTERVAL,
                intent.at().toEpochMilli(),
                intent.wallet(),
                intent.request().key(),
                intent.payee(),
                intent.request().handle().map(PaymentHandle::value).orElse(null),
                intent.request().createdAt().toEpochMilli(),
                maxFee,
                intent.at().toEpochMilli(),
                Math.addExact(intent.sent().msat(), maxFee),
                Math.max(0, Duration.between(intent.sinceAt(), intent.at()).toMillis()),
                node,
                interval.account(),
                interval.hop(),
                interval.interval());
        sums.count(intent.at().toEpochMilli(), Math.addExact(intent.sent().msat(), maxFee));
        return new Begin.Begun(reader.inFlight(interval).orElseThrow());
    }

    /**
     * Writes that an attempt was paid.
     *
     * @return false when the ledger does not know it as in flight
     */
    public boolean settle(PaymentRequest request, PaymentResult.Settled result, Duration took, Instant now)
            throws SQLException {
        sums.discount(request);
        int changed = sql.update(
                "UPDATE payment SET state = 2, updated_at = ?, counted_msat = ?, received_msat = ?, fee_msat = ?,"
                        + " took_ms = ?, hash = ?, preimage = ? WHERE key = ? AND state = 1",
                now.toEpochMilli(),
                result.amount().plus(result.fee()).msat(),
                result.amount().msat(),
                result.fee().msat(),
                took.toMillis(),
                HexFormat.of().parseHex(result.hash().hex()),
                result.preimage()
                        .map(proof -> HexFormat.of().parseHex(proof.hex()))
                        .orElse(null),
                request.key());
        if (changed == 1) {
            long sentAt = sql.sum("SELECT sent_at FROM payment WHERE key = ?", request.key());
            sums.settled(sentAt, result.amount().msat(), result.fee().msat());
        }
        return changed == 1;
    }

    /**
     * Writes that nothing left for an attempt; it may be made again.
     *
     * @return false when the ledger does not know it as in flight
     */
    public boolean fail(PaymentRequest request, Instant now) throws SQLException {
        sums.discount(request);
        return sql.update(
                        "UPDATE payment SET state = 3, updated_at = ?, counted_msat = 0, took_ms = NULL"
                                + " WHERE key = ? AND state = 1",
                        now.toEpochMilli(),
                        request.key())
                == 1;
    }

    /**
     * Takes over what dead nodes of the fleet left in flight.
     *
     * @param grace how much longer than its lease a node has to be silent
     * @param known whether a wallet that is present here can say what became of an attempt
     */
    public TakenOver takeOver(Duration grace, Predicate<Attempt> known, Instant now) throws SQLException {
        return new Fleet(sql, reader, node).takeOver(grace.toMillis(), known, now);
    }

    /**
     * Forgets circuits that were closed before a time and have nothing in flight; the totals stay.
     *
     * @param most number of circuits
     * @return number of circuits that are gone
     */
    public int forget(Instant before, int most) throws SQLException {
        List<Long> accounts = sql.all(
                "SELECT n FROM account a WHERE closed_at < ? AND NOT EXISTS"
                        + " (SELECT 1 FROM payment p WHERE p.account = a.n AND p.state = 1) LIMIT ?",
                row -> row.getLong(1),
                before.toEpochMilli(),
                most);
        for (long account : accounts) {
            sql.update("DELETE FROM payment WHERE account = ?", account);
            sql.update("DELETE FROM hop WHERE account = ?", account);
            sql.update("DELETE FROM account WHERE n = ?", account);
        }
        sql.update("DELETE FROM spent WHERE bucket < ?", Math.floorDiv(before.toEpochMilli(), LedgerSums.BUCKET));
        return accounts.size();
    }

    private Spending spending(Limits limits, Instant now, Optional<UUID> account) throws SQLException {
        long opened = now.minus(AccountEntry.LIFE).toEpochMilli();
        boolean overall = limits.hour().msat() > 0 || limits.day().msat() > 0;
        return new Spending(
                account.isEmpty()
                        ? 0
                        : sql.sum(
                                "SELECT coalesce(sum(counted_msat), 0) FROM payment"
                                        + " WHERE account = (SELECT n FROM account WHERE id = ?)",
                                account.get()),
                limits.hour().msat() > 0 ? sums.since(now.minus(Duration.ofHours(1))) : 0,
                limits.day().msat() > 0 ? sums.since(now.minus(Duration.ofDays(1))) : 0,
                account.isEmpty() ? 0 : sql.sum(RESERVATIONS + " AND a.id = ?", opened, account.get()),
                overall ? sql.sum(RESERVATIONS, opened) : 0);
    }

    private static Optional<Begin> settled(ResultSet row) throws SQLException {
        return row.getInt(1) == SETTLED
                ? Optional.of(new Begin.Settled(
                        MilliSatoshi.of(row.getLong(2)),
                        MilliSatoshi.of(row.getLong(3)),
                        Duration.ofMillis(row.getLong(4))))
                : Optional.empty();
    }
}
