package org.eltor.payment.internal.pay;

import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentHash;
import org.eltor.api.lightning.PaymentPreimage;
import org.eltor.api.payment.PaymentService;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.payment.internal.ledger.HopEntry;
import org.eltor.payment.internal.ledger.PaymentId;

/**
 * The secrets of one hop: a handshake preimage and ten ids, all independent, since whatever links them would let a
 * relay follow a payer from one to the next.
 */
final class HopIds {
    private final PaymentId handshakePreimage;
    private final List<PaymentId> ids;

    private HopIds(PaymentId handshakePreimage, List<PaymentId> ids) {
        this.handshakePreimage = handshakePreimage;
        this.ids = ids;
    }

    static HopIds draw(RandomGenerator random) {
        return new HopIds(
                id(random),
                Stream.generate(() -> id(random))
                        .limit(PaymentService.INTERVALS)
                        .toList());
    }

    /** Ids that are the payment hashes of invoices, and so as independent as whoever made those had them. */
    static HopIds ofHashes(RandomGenerator random, List<PaymentHash> hashes) {
        return new HopIds(
                id(random),
                hashes.stream()
                        .map(hash -> new PaymentId(HexFormat.of().parseHex(hash.hex())))
                        .toList());
    }

    /** What EXTENDPAIDCIRCUIT carries: handshake hash, handshake preimage, ids; 768 lower-case hex digits. */
    String payload() {
        PaymentPreimage preimage = new PaymentPreimage(handshakePreimage.hex());
        return preimage.hash().hex()
                + preimage.hex()
                + ids.stream().map(PaymentId::hex).collect(Collectors.joining());
    }

    /** @param instruments what the relay is paid with */
    HopEntry entry(RelayDescriptor relay, MilliSatoshi cost, Instruments instruments) {
        return new HopEntry(
                relay.fingerprint(),
                relay.terms().rate(),
                cost,
                relay.terms().interval(),
                instruments.payees(),
                handshakePreimage,
                ids,
                instruments.invoices());
    }

    private static PaymentId id(RandomGenerator random) {
        byte[] bytes = new byte[PaymentId.LENGTH];
        random.nextBytes(bytes);
        return new PaymentId(bytes);
    }
}
