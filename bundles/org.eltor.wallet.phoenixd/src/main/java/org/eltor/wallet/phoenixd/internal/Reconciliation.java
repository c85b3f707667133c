package org.eltor.wallet.phoenixd.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eltor.wallet.support.PaymentJournal;

/**
 * Finds the payment of an offer whose answer was lost: by time and amount, among those that nobody else claims. Pure.
 *
 * @param rows payments of the journal that have no name yet and could be meant, oldest first
 * @param from start of the time in which phoenixd may have created them
 * @param to end of that time
 */
record Reconciliation(List<PaymentJournal.Entry> rows, Instant from, Instant to) {
    static final Duration BEFORE = Duration.ofSeconds(2);
    static final Duration AFTER = Duration.ofSeconds(120);

    /** What was found. */
    sealed interface Finding {
        /** It is this one. */
        record Found(OutgoingPayment payment) implements Finding {}

        /** There is none. */
        record None() implements Finding {}

        /** Several could be meant. */
        record Ambiguous(int payments, int rows) implements Finding {}
    }

    static Reconciliation of(PaymentJournal.Entry wanted, List<PaymentJournal.Entry> journal) {
        List<PaymentJournal.Entry> rows = journal.stream()
                .filter(entry -> entry.name().isEmpty() && entry.msat() == wanted.msat())
                .filter(entry -> overlap(entry, wanted) || entry.key().equals(wanted.key()))
                .sorted(Comparator.comparing(PaymentJournal.Entry::askedAt))
                .toList();
        return new Reconciliation(
                rows,
                rows.get(0).askedAt().minus(BEFORE),
                rows.get(rows.size() - 1).askedAt().plus(AFTER));
    }

    /** @param listed all that phoenixd created between {@link #from} and {@link #to} */
    Finding find(UUID key, List<OutgoingPayment> listed, List<PaymentJournal.Entry> journal) {
        Set<String> claimed = journal.stream()
                .map(PaymentJournal.Entry::name)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        List<OutgoingPayment> candidates = listed.stream()
                .filter(payment -> !payment.byInvoice())
                .filter(payment -> !claimed.contains(Names.ofId(payment.id())))
                .filter(payment -> payment.hash().isEmpty()
                        || !claimed.contains(Names.ofHash(payment.hash().get())))
                .filter(payment -> payment.amount().msat() == rows.get(0).msat())
                .sorted(Comparator.comparing(OutgoingPayment::createdAt))
                .toList();
        if (candidates.isEmpty()) {
            return new Finding.None();
        }
        boolean allSettled = candidates.stream().allMatch(OutgoingPayment::isSettled);
        if (candidates.size() == rows.size() && (rows.size() == 1 || allSettled)) {
            return new Finding.Found(candidates.get(position(key)));
        }
        return new Finding.Ambiguous(candidates.size(), rows.size());
    }

    private int position(UUID key) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).key().equals(key)) {
                return i;
            }
        }
        throw new IllegalArgumentException("the payment that is looked for is not among the rows");
    }

    private static boolean overlap(PaymentJournal.Entry one, PaymentJournal.Entry other) {
        return Duration.between(one.askedAt(), other.askedAt()).abs().compareTo(AFTER.plus(BEFORE)) <= 0;
    }
}
