package org.eltor.wallet.cln.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentHash;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.wallet.support.Instruction;
import org.eltor.wallet.support.Json;
import org.eltor.wallet.support.Outcomes;

/** Invoices of either kind paid and looked up, each known by its hash. */
final class ClnPayments {
    private static final long OTHER_ERROR = -1;
    private static final long PENDING = 200;
    private static final long PAID_OTHERWISE = 201;
    private static final long PERMANENT_FAILURE = 203;
    private static final long NO_ROUTE = 205;
    private static final long TOO_EXPENSIVE = 206;
    private static final long EXPIRED = 207;
    private static final long OTHER_FAILURE = 209;
    private static final long STOPPED_TRYING = 210;
    private static final long ALREADY_PAID = 219;
    private static final long INVALID_PARAMETER = -32602;

    private final ClnApi api;
    private final Supplier<CompletionStage<MilliSatoshi>> spendable;
    private volatile PayCommand command = PayCommand.PAY;

    /** @param spendable asks what can be spent */
    ClnPayments(ClnApi api, Supplier<CompletionStage<MilliSatoshi>> spendable) {
        this.api = api;
        this.spendable = spendable;
    }

    void use(PayCommand known) {
        command = known;
    }

    CompletionStage<PaymentResult> pay(String what, PaymentHash hash, Instruction instruction) {
        return Outcomes.ofPaying(api.pay(command, what, instruction), answer -> answered(answer, hash, instruction));
    }

    CompletionStage<Optional<PaymentResult>> lookup(PaymentHash hash, MilliSatoshi due) {
        return api.pays(hash.hex()).thenApply(node -> Pays.result(node, hash, due));
    }

    private CompletionStage<PaymentResult> answered(RpcAnswer answer, PaymentHash hash, Instruction instruction) {
        MilliSatoshi due = instruction.amount();
        if (answer.ok()) {
            return told(answer.result(), hash, due);
        }
        if (answer.code() == PENDING) {
            return done(new PaymentResult.Pending());
        }
        if (answer.code() == PAID_OTHERWISE || answer.code() == ALREADY_PAID) {
            return lookup(hash, due)
                    .thenApply(found -> found.orElse(new PaymentResult.Unknown("calls it paid and does not show it")));
        }
        if (answer.isUnknownMethod()) {
            return done(new PaymentResult.Rejected("is too old for this payment: set pay.command, or update the node"));
        }
        if (answer.code() == INVALID_PARAMETER) {
            return done(new PaymentResult.Rejected("refused the request: " + answer.message()));
        }
        return failed(answer, hash, instruction);
    }

    private CompletionStage<PaymentResult> told(JsonNode result, PaymentHash hash, MilliSatoshi due) {
        String status = Json.text(result, "status").orElse("complete"); // xpay has none
        return switch (status) {
            case "complete" -> done(Pays.settled(result, "payment_preimage", hash, due));
            case "pending" -> done(new PaymentResult.Pending());
            default ->
                lookup(hash, due).thenApply(found -> found.orElse(new PaymentResult.Failed("gave the payment up")));
        };
    }

    /** An error means that the command has ended; only the list of payments says that nothing is on its way. */
    private CompletionStage<PaymentResult> failed(RpcAnswer answer, PaymentHash hash, Instruction instruction) {
        boolean definite = isDefinite(answer.code());
        return lookup(hash, instruction.amount()).thenCompose(found -> {
            boolean gone = found.isEmpty() || found.get() instanceof PaymentResult.Failed;
            if (!gone) {
                return done(found.get());
            }
            if (!definite) {
                return done(new PaymentResult.Unknown("gave up with error " + answer.code() + ": " + answer.message()));
            }
            return answer.code() == NO_ROUTE ? noRoute(answer, instruction) : done(failure(answer));
        });
    }

    private CompletionStage<PaymentResult> noRoute(RpcAnswer answer, Instruction instruction) {
        return spendable
                .get()
                .handle((balance, failure) -> failure == null && balance.compareTo(instruction.amount()) < 0
                        ? new PaymentResult.Rejected("can spend only " + balance + ": its balance is too low")
                        : failure(answer));
    }

    private static PaymentResult failure(RpcAnswer answer) {
        return new PaymentResult.Failed("could not pay (" + answer.code() + "): " + answer.message());
    }

    private static boolean isDefinite(long code) {
        return code == OTHER_ERROR
                || code == PERMANENT_FAILURE
                || code == NO_ROUTE
                || code == TOO_EXPENSIVE
                || code == EXPIRED
                || code == OTHER_FAILURE
                || code == STOPPED_TRYING;
    }

    private static CompletionStage<PaymentResult> done(PaymentResult result) {
        return CompletableFuture.completedStage(result);
    }
}
