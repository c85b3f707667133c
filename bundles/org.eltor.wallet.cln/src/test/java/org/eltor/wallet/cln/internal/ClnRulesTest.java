package org.eltor.wallet.cln.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.PayerNote;
import org.eltor.api.lightning.PaymentHash;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.lightning.WalletException;
import org.eltor.wallet.contract.Configs;
import org.eltor.wallet.contract.TestInvoices;
import org.eltor.wallet.support.CallException;
import org.eltor.wallet.support.Instruction;
import org.eltor.wallet.support.Json;
import org.eltor.wallet.support.codec.Bolt12Offer;
import org.eltor.wallet.support.codec.CodecException;
import org.eltor.wallet.support.http.HttpReply;
import org.junit.jupiter.api.Test;

class ClnRulesTest {
    private static final String HASH = "ab".repeat(32);
    private static final String NOTE = "cd".repeat(32);
    private static final MilliSatoshi DUE = MilliSatoshi.of(1_000);

    @Test
    void xpayIsUsedWhereItIs() {
        assertThat(PayCommand.AUTO.on("v24.08.2")).isEqualTo(PayCommand.PAY);
        assertThat(PayCommand.AUTO.on("v24.11")).isEqualTo(PayCommand.XPAY);
        assertThat(PayCommand.AUTO.on("v26.06rc1-modded")).isEqualTo(PayCommand.XPAY);
        assertThat(PayCommand.AUTO.on("a build of mine")).isEqualTo(PayCommand.PAY);
        assertThat(PayCommand.parse(" Pay ").on("v26.06")).isEqualTo(PayCommand.PAY);
        assertThatThrownBy(() -> PayCommand.parse("keysend")).hasMessage("pay.command must be auto, pay or xpay");
    }

    @Test
    void theBestOfSeveralEntriesCounts() {
        String failed = "{\"status\":\"failed\"}";
        String pending = "{\"status\":\"pending\"}";
        assertThat(pays("")).isEmpty();
        assertThat(pays(failed)).get().isInstanceOf(PaymentResult.Failed.class);
        assertThat(pays(failed + "," + pending)).get().isInstanceOf(PaymentResult.Pending.class);
        String complete = "{\"status\":\"complete\",\"preimage\":\"" + HASH
                + "\",\"amount_msat\":\"1000msat\",\"amount_sent_msat\":1007}";
        assertThat(pays(pending + "," + complete))
                .get()
                .isInstanceOfSatisfying(
                        PaymentResult.Settled.class,
                        settled -> assertThat(settled.fee()).isEqualTo(MilliSatoshi.of(7)));
    }

    @Test
    void errorsAreTakenByTheirCodeNotTheirStatus() {
        RpcAnswer answer = RpcAnswer.of("pay", new HttpReply(500, "{\"code\":205,\"message\":\"no route\"}"));
        assertThat(answer.code()).isEqualTo(205);
        assertThat(kind(401, "{\"code\":1502,\"message\":\"Not authorized\"}"))
                .isEqualTo(CallException.Kind.NOT_ALLOWED);
        assertThat(kind(401, "{\"code\":1502,\"message\":\"Not authorized: Rate of 60 per minute exceeded\"}"))
                .isEqualTo(CallException.Kind.NOT_SENT);
        assertThat(kind(403, "{\"code\":1501,\"message\":\"Missing rune\"}")).isEqualTo(CallException.Kind.NOT_ALLOWED);
        assertThat(kind(500, "{}")).isEqualTo(CallException.Kind.NO_ANSWER);
        assertThat(kind(500, "oops")).isEqualTo(CallException.Kind.NONSENSE);
        assertThat(RpcAnswer.of("xpay", new HttpReply(404, "Not Found")).isUnknownMethod())
                .isTrue();
    }

    @Test
    void aFetchedInvoiceMustBeWhatWasAskedFor() throws Exception {
        String good = TestInvoices.bolt12(HASH, 1_000, NOTE, Instant.now());
        assertThat(FetchedInvoice.of(fetched(good, "{}"), instruction()).value())
                .isEqualTo(good);
        refused(fetched(good, "{\"amount_msat\":1500}"), "another amount", false);
        refused(fetched(TestInvoices.bolt12(HASH, 1_500, NOTE, Instant.now()), "{}"), "asks for 1500 msat", false);
        refused(fetched(TestInvoices.bolt12(HASH, 1_000, "x", Instant.now()), "{}"), "payer's note", false);
        refused(fetched("lni1qqq", "{}"), "cannot be read", true);
        refused(new RpcAnswer(false, Json.object(), 1005, "Timeout"), "got no invoice for the offer (1005)", true);
        refused(new RpcAnswer(false, Json.object(), 1002, "expired"), "got no invoice for the offer (1002)", false);
    }

    @Test
    void defaultSettings() throws IOException {
        ClnSettings settings =
                ClnWalletComponent.settings(Configs.of(ClnWalletConfig.class, Map.of("rune", "the-rune")));
        assertThat(settings.base()).isEqualTo(URI.create("https://127.0.0.1:3010"));
        assertThat(settings.command()).isEqualTo(PayCommand.AUTO);
        assertThat(settings.toString()).doesNotContain("the-rune");
        assertThatThrownBy(() -> ClnWalletComponent.settings(Configs.of(ClnWalletConfig.class, Map.of())))
                .hasMessage("rune or rune.file must be set");
    }

    private static Optional<PaymentResult> pays(String entries) {
        return Pays.result(Json.parse("{\"pays\":[" + entries + "]}"), new PaymentHash(HASH), DUE);
    }

    private static CallException.Kind kind(int status, String body) {
        try {
            RpcAnswer.of("pay", new HttpReply(status, body));
        } catch (CallException e) {
            return e.kind();
        }
        throw new AssertionError("taken for an answer");
    }

    private static RpcAnswer fetched(String invoice, String changes) {
        return RpcAnswer.of(
                "fetchinvoice", new HttpReply(201, "{\"invoice\":\"" + invoice + "\",\"changes\":" + changes + "}"));
    }

    private static void refused(RpcAnswer answer, String message, boolean retriable) {
        assertThatThrownBy(() -> FetchedInvoice.of(answer, instruction()))
                .isInstanceOfSatisfying(
                        WalletException.class,
                        refusal -> assertThat(refusal.retriable()).isEqualTo(retriable))
                .hasMessageContaining(message);
    }

    private static Instruction instruction() throws CodecException {
        String offer = TestInvoices.offer(HASH);
        PaymentRequest request = new PaymentRequest(
                new UUID(0, 1), new Payee(PayeeKind.BOLT12_OFFER, offer), DUE, DUE, new PayerNote(NOTE), Instant.now());
        return new Instruction(request, DUE, Optional.empty(), Optional.of(Bolt12Offer.parse(offer)));
    }
}
