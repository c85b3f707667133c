package org.eltor.wallet.phoenixd.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentHash;
import org.eltor.api.lightning.PaymentPreimage;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.wallet.phoenixd.internal.Reconciliation.Finding;
import org.eltor.wallet.support.Json;
import org.eltor.wallet.support.PaymentJournal;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PaymentJournal.Entry one = row(1, 0, 1_000);
    private final PaymentJournal.Entry two = row(2, 3, 1_000);
    private final PaymentJournal.Entry dear = row(3, 4, 2_000);

    @Test
    void takesTheOnlyPaymentOfThatAmount() {
        OutgoingPayment mine = payment("a", 1, 1_000, true);
        OutgoingPayment other = payment("b", 1, 2_000, true);
        assertThat(find(one, List.of(one, dear), mine, other)).isEqualTo(new Finding.Found(mine));
    }

    @Test
    void leavesOutWhatOthersClaim() {
        OutgoingPayment claimed = payment("a", 1, 1_000, true);
        PaymentJournal.Entry named =
                new PaymentJournal.Entry(two.key(), two.askedAt(), two.msat(), Optional.of(Names.ofId(claimed.id())));
        assertThat(find(one, List.of(one, named), claimed)).isEqualTo(new Finding.None());
        PaymentJournal.Entry byHash = new PaymentJournal.Entry(
                two.key(),
                two.askedAt(),
                two.msat(),
                Optional.of(Names.ofHash(claimed.hash().orElseThrow())));
        assertThat(find(one, List.of(one, byHash), claimed)).isEqualTo(new Finding.None());
    }

    @Test
    void leavesInvoicesOut() {
        OutgoingPayment invoice = payment("a", 1, 1_000, true);
        OutgoingPayment byInvoice = new OutgoingPayment(
                invoice.id(), invoice.hash(), true, invoice.createdAt(), invoice.amount(), invoice.result());
        assertThat(find(one, List.of(one), byInvoice)).isEqualTo(new Finding.None());
    }

    @Test
    void asManySettledAsLostAreTakenInOrder() {
        OutgoingPayment first = payment("a", 1, 1_000, true);
        OutgoingPayment second = payment("b", 4, 1_000, true);
        assertThat(find(one, List.of(one, two), second, first)).isEqualTo(new Finding.Found(first));
        assertThat(find(two, List.of(one, two), second, first)).isEqualTo(new Finding.Found(second));
    }

    @Test
    void otherwiseNothingIsGuessed() {
        OutgoingPayment first = payment("a", 1, 1_000, true);
        OutgoingPayment second = payment("b", 4, 1_000, false);
        assertThat(find(one, List.of(one, two), first, second)).isEqualTo(new Finding.Ambiguous(2, 2));
        assertThat(find(one, List.of(one, two), first)).isEqualTo(new Finding.Ambiguous(1, 2));
        assertThat(find(one, List.of(one), first, second)).isEqualTo(new Finding.Ambiguous(2, 1));
    }

    /** Literally what phoenixd 0.8 lists for 1 sat: 5.004 sat sent, of which 4.004 are the fee. */
    @Test
    void findsTheAmountAlthoughPhoenixdCutsIt() {
        OutgoingPayment listed = OutgoingPayment.of(Json.parse(
                """
                { "type": "outgoing_payment", "subType": "lightning", "paymentId": "x", "paymentHash": "%s",
                  "preimage": "%s", "isPaid": true, "sent": 5, "fees": 4004, "completedAt": 1, "createdAt": 0 }""".formatted(preimage("x").hash().hex(), preimage("x").hex())));
        assertThat(listed.amount()).isEqualTo(MilliSatoshi.of(1_000));
        assertThat(listed.result())
                .isInstanceOfSatisfying(
                        PaymentResult.Settled.class,
                        settled -> assertThat(settled.fee()).isEqualTo(MilliSatoshi.of(4_004)));
    }

    private static Finding find(
            PaymentJournal.Entry wanted, List<PaymentJournal.Entry> journal, OutgoingPayment... listed) {
        return Reconciliation.of(wanted, journal).find(wanted.key(), List.of(listed), journal);
    }

    private static PaymentJournal.Entry row(int key, int second, long msat) {
        return new PaymentJournal.Entry(new UUID(0, key), START.plusSeconds(second), msat, Optional.empty());
    }

    private static OutgoingPayment payment(String id, int second, long msat, boolean settled) {
        PaymentHash hash = preimage(id).hash();
        PaymentResult result = settled
                ? new PaymentResult.Settled(hash, preimage(id), MilliSatoshi.of(msat), MilliSatoshi.ZERO)
                : new PaymentResult.Pending();
        return new OutgoingPayment(
                id, Optional.of(hash), false, START.plusSeconds(second), MilliSatoshi.of(msat), result);
    }

    private static PaymentPreimage preimage(String id) {
        return new PaymentPreimage(String.format("%064x", (int) id.charAt(0)));
    }
}
