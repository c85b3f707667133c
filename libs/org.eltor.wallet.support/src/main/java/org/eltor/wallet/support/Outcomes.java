package org.eltor.wallet.support;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.eltor.api.lightning.PaymentResult;

/** From what happened to a question, to what it says about the payment. */
public final class Outcomes {
    private Outcomes() {}

    /**
     * Of the one call that pays: what never left is a definite failure, everything else is unknown.
     *
     * @param answered makes a result of an answer; what it throws means that the answer was nonsense
     */
    public static <T> CompletionStage<PaymentResult> ofPaying(
            CompletionStage<T> call, Function<T, CompletionStage<PaymentResult>> answered) {
        return call.handle((answer, failure) -> failure == null
                        ? answered.apply(answer)
                        : java.util.concurrent.CompletableFuture.completedStage(ofFailedPaying(failure)))
                .thenCompose(Function.identity())
                .exceptionally(Outcomes::unknown);
    }

    /** Of a question about a payment, or of anything that came after paying. */
    public static PaymentResult unknown(Throwable failure) {
        Optional<CallException> call = CallException.of(failure);
        return new PaymentResult.Unknown(
                call.map(Throwable::getMessage).orElse("answered in an unforeseen way (" + name(failure) + ")"));
    }

    private static PaymentResult ofFailedPaying(Throwable failure) {
        Optional<CallException> call = CallException.of(failure);
        if (call.isEmpty()) {
            return unknown(failure);
        }
        String reason = call.get().getMessage();
        return switch (call.get().kind()) {
            case NOT_SENT -> new PaymentResult.Failed(reason);
            case NOT_TRUSTED, NOT_ALLOWED -> new PaymentResult.Rejected(reason);
            case NO_ANSWER, NONSENSE -> new PaymentResult.Unknown(reason);
        };
    }

    private static String name(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause.getClass().getSimpleName();
    }
}
