package org.eltor.api.payment;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.PriceModel;
import org.eltor.api.tor.CircuitId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Pays relays and keeps the ledger. As a service it is registered while its ledger can be written; without any wallet
 * it still serves circuits of free relays. Methods may be called from any thread and do not block; stages complete on
 * a thread of the service.
 */
@ProviderType
public interface PaymentService {
    /** Intervals that every circuit has ids for, whatever is paid of them: relays and fork work with no other number. */
    int INTERVALS = 10;

    /** What relays cost with the wallets that are present now. */
    PriceModel priceModel();

    /** Most that one circuit may cost: tor's {@code PaymentCircuitMaxFee} unless configured here. */
    MilliSatoshi circuitLimit();

    /**
     * The time within which nineteen of twenty recent payments were settled; nothing when none was made yet. Whoever
     * plans payments starts them that much before their deadline.
     */
    Duration settleTime();

    /**
     * Draws the ids of a circuit, writes them to the ledger durably, and reserves the circuit's cost in the budget.
     * Comes before the build command.
     *
     * @return the account; fails with a {@link PaymentException} when a limit would be exceeded or the ledger fails
     */
    CompletionStage<CircuitAccount> open(PathPlan plan);

    /** Tells which circuit an account pays for, once tor has named it. */
    CompletionStage<Void> launched(UUID account, CircuitId circuit);

    /**
     * Pays one interval of one relay: retries after definite failures with the same id, looks up what is unknown, and
     * gives up at the deadline. An interval of a relay is settled at most once for ever: asking again answers with
     * what the ledger says.
     *
     * @param account the account of the circuit
     * @param hop 0 guard, 1 middle, 2 exit
     * @param interval 1 to {@link #INTERVALS}
     * @param deadline when the outcome must be known
     * @return the outcome, at the latest shortly after the deadline; never fails
     */
    CompletionStage<PaymentOutcome> pay(UUID account, int hop, int interval, Instant deadline);

    /**
     * Ends an account: nothing more is paid for its circuit, what has not been sent is cancelled, what is in flight is
     * followed until it is known, and the rest of its reservation goes back to the budget. Ending twice is harmless.
     */
    void close(UUID account);

    /** The newest entries of the ledger, newest first, at most {@code limit}. */
    CompletionStage<List<PaymentRecord>> history(int limit);

    /** What the ledger adds up to. */
    CompletionStage<PaymentTotals> totals();

    /**
     * Writes the ledger as eltord's {@code payments_sent.json}. The file holds ids and preimages and is readable by
     * its owner alone.
     *
     * @param file replaced when it exists
     * @return number of entries
     */
    CompletionStage<Integer> exportSent(Path file);

    /**
     * Writes the ledger in the same form, fit to be shown to others: without ids, hashes, preimages, payees and
     * circuits, with numbers in place of relays, and times cut to the hour.
     *
     * @param file replaced when it exists
     * @return number of entries
     */
    CompletionStage<Integer> exportRedacted(Path file);

    /**
     * Takes over what eltord's {@code payments_sent.json}, or an export of this service, says was paid. What the ledger
     * knows already is left as it is; nothing that is taken over will be paid. An empty file is an empty list, and of a
     * torn one all whole entries are read.
     *
     * @param file is only read
     */
    CompletionStage<ImportReport> importSent(Path file);

    /** What the time from {@code period} ago until now has cost. */
    CompletionStage<CostReport> cost(Duration period);
}
