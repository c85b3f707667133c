package org.eltor.benchmarks.crash;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.eltor.payment.internal.ledger.LedgerPlace;
import org.eltor.payment.internal.ledger.Settlements;
import org.eltor.wallet.contract.FakeNode;
import org.eltor.wallet.contract.FakePayment;
import org.eltor.wallet.contract.WalletDouble;

/**
 * Ledger and double compared, payment by payment.
 *
 * @param payments payments that the double made
 * @param open of those that the wallet cannot say anything about
 * @param spentMsat what the double paid, fees included
 */
record Reckoning(int payments, long open, long spentMsat) {
    /** Ends what is under way, a third of it without success. */
    static void finish(FakeNode node, SplittableRandom random) {
        for (FakePayment payment : node.payments()) {
            if (random.nextInt(3) == 0) {
                node.fail(payment);
            } else {
                node.settle(payment);
            }
        }
    }

    /**
     * Fails when something was paid twice, lost, or over a limit.
     *
     * @param folder has the ledger, which nobody uses
     */
    static Reckoning of(DoubleKind kind, WalletDouble wallet, Path folder, long circuitLimit, long hourLimit)
            throws Exception {
        List<FakePayment> made = wallet.node().payments().stream()
                .filter(payment -> payment.state() == FakePayment.State.SETTLED)
                .toList();
        Set<String> paid = new HashSet<>();
        long spent = 0;
        for (FakePayment payment : made) {
            paid.add(payment.hash());
            spent += payment.msat() + payment.feeMsat();
        }
        require(kind, paid.size() == made.size(), "no invoice is paid twice");
        List<String> notes =
                made.stream().flatMap(payment -> payment.note().stream()).toList();
        require(kind, notes.size() == (kind.offers() ? made.size() : 0), "what offers are paid for is known");
        require(kind, new HashSet<>(notes).size() == notes.size(), "no interval is paid twice");
        require(kind, spent <= hourLimit, "within the limit of an hour: " + spent);

        Settlements ledger = Settlements.of(LedgerPlace.file(folder.resolve("payments.db")));
        require(
                kind,
                ledger.hashes().size() == ledger.notes().size(),
                "each interval that is settled is another payment of the wallet");
        require(kind, paid.containsAll(ledger.hashes()), "what the ledger calls settled was paid");
        long unknown = paid.size() - ledger.hashes().size();
        require(
                kind,
                unknown <= ledger.inFlight(),
                unknown + " payments are unknown to the ledger, which has " + ledger.inFlight() + " in flight");
        require(kind, !kind.findsAll() || ledger.inFlight() == 0, "every state is final, not " + ledger.inFlight());
        require(kind, ledger.mostOfACircuit() <= circuitLimit, "within the limit of a circuit");
        return new Reckoning(made.size(), ledger.inFlight(), spent);
    }

    static void require(DoubleKind kind, boolean truth, String what) {
        if (!truth) {
            throw new AssertionError(kind + ": not so: " + what);
        }
    }
}
