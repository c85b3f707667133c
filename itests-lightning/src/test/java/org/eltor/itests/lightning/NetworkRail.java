package org.eltor.itests.lightning;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PayerNote;
import org.eltor.api.lightning.PaymentPreimage;
import org.eltor.devnet.lightning.internal.network.LightningInvoices;
import org.eltor.devnet.lightning.internal.network.LightningNetwork;
import org.eltor.wallet.contract.PayingNetwork;
import org.eltor.wallet.contract.TestInvoices;
import org.eltor.wallet.support.codec.Bolt12Invoice;
import org.eltor.wallet.support.codec.Chain;
import org.eltor.wallet.support.codec.CodecException;

/** A double's payments, made on a Lightning network. */
final class NetworkRail implements PayingNetwork {
    private static final MilliSatoshi ANY_FEE = MilliSatoshi.of(1_000_000);

    private final LightningNetwork network;
    private final Map<String, LightningInvoices.Fetched> fetched = new ConcurrentHashMap<>();

    NetworkRail(LightningNetwork network) {
        this.network = network;
    }

    @Override
    public Chain chain() {
        return Chain.REGTEST;
    }

    @Override
    public String fetchInvoice(String offer, long msat, String note) throws FailedException {
        LightningInvoices.Fetched invoice =
                await(network.invoices().fetch(offer, MilliSatoshi.of(msat), new PayerNote(note), ANY_FEE));
        String text = TestInvoices.bolt12(invoice.bytes());
        fetched.put(text, invoice);
        return text;
    }

    /** The limit is LDK's for a BOLT11 invoice. LDK was told none for a fetched one, whose fee is known beforehand. */
    @Override
    public Paid pay(String invoice, long maxFeeMsat) throws FailedException {
        LightningInvoices.Outcome outcome;
        if (invoice.startsWith("lni")) {
            MilliSatoshi fee = network.wallet().capabilities().expectedFee(amount(invoice));
            if (fee.msat() > maxFeeMsat) {
                throw new FailedException(false);
            }
            outcome = await(network.invoices().pay(fetched.get(invoice)));
        } else {
            outcome = await(network.invoices().pay(invoice, MilliSatoshi.of(maxFeeMsat)));
        }
        if (outcome.sent().isEmpty()) {
            throw new FailedException(outcome.reason().equals("RecipientRejected"));
        }
        return new Paid(
                new PaymentPreimage(outcome.sent().get().preimage()),
                outcome.sent().get().feeMsat());
    }

    private static MilliSatoshi amount(String invoice) {
        try {
            return Bolt12Invoice.parse(invoice).amount();
        } catch (CodecException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T await(CompletionStage<T> stage) throws FailedException {
        try {
            return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new FailedException(String.valueOf(e.getCause().getMessage()).contains("Rejected"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the network has no answer", e);
        }
    }
}
