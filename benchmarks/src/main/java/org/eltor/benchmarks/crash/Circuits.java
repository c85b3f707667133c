package org.eltor.benchmarks.crash;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.tor.Fingerprint;
import org.eltor.payment.internal.ledger.AccountEntry;
import org.eltor.payment.internal.ledger.HopEntry;
import org.eltor.payment.internal.ledger.PaymentId;
import org.eltor.wallet.contract.WalletDouble;
import org.eltor.wallet.support.codec.Bolt11Invoice;
import org.eltor.wallet.support.codec.CodecException;

/** Circuits of three relays whose payees are those of a double. */
final class Circuits {
    private static final List<Long> RATES = List.of(1_000L, 2_000L, 3_000L);
    private static final int INTERVALS = 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Circuits() {}

    /** What each relay is paid with: an offer, or an invoice for each interval. */
    static List<List<String>> payees(DoubleKind kind, WalletDouble wallet) {
        return RATES.stream()
                .map(rate -> Stream.generate(
                                () -> wallet.payee(MilliSatoshi.of(rate)).value())
                        .limit(kind.offers() ? 1 : INTERVALS)
                        .toList())
                .toList();
    }

    /** @param payees from {@link #payees} */
    static AccountEntry account(DoubleKind kind, List<List<String>> payees) throws CodecException {
        List<HopEntry> hops = new ArrayList<>();
        for (int hop = 0; hop < 3; hop++) {
            MilliSatoshi rate = MilliSatoshi.of(RATES.get(hop));
            PayeeKind what = kind.offers() ? PayeeKind.BOLT12_OFFER : PayeeKind.BOLT11_INVOICE;
            List<Payee> own = payees.get(hop).stream()
                    .map(payee -> new Payee(what, payee))
                    .toList();
            hops.add(new HopEntry(
                    new Fingerprint("%040X".formatted(hop + 1)),
                    rate,
                    rate,
                    Duration.ofSeconds(60),
                    own.subList(0, 1),
                    fresh(),
                    ids(kind, own),
                    kind.offers() ? List.of() : own));
        }
        return new AccountEntry(UUID.randomUUID(), hops, Instant.now(), false);
    }

    private static List<PaymentId> ids(DoubleKind kind, List<Payee> payees) throws CodecException {
        List<PaymentId> ids = new ArrayList<>();
        for (int i = 0; i < INTERVALS; i++) {
            ids.add(
                    kind.offers()
                            ? fresh()
                            : new PaymentId(HexFormat.of()
                                    .parseHex(Bolt11Invoice.parse(payees.get(i).value())
                                            .hash()
                                            .hex())));
        }
        return ids;
    }

    private static PaymentId fresh() {
        byte[] bytes = new byte[PaymentId.LENGTH];
        RANDOM.nextBytes(bytes);
        return new PaymentId(bytes);
    }
}
