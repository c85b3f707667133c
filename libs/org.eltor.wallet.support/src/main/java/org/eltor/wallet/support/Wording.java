package org.eltor.wallet.support;

import org.eltor.api.lightning.WalletException;

/** What is said of a wallet: one line with its name and without its secrets. */
final class Wording {
    private static final String UNFORESEEN = "answered in an unforeseen way";

    private final String prefix;
    private final Redaction redaction;

    Wording(String name, Redaction redaction) {
        this.prefix = "wallet " + name + ": ";
        this.redaction = redaction;
    }

    String line(String reason) {
        return reason.startsWith(prefix) ? reason : prefix + redaction.line(reason);
    }

    /** Without the name. */
    String redacted(String text) {
        return redaction.line(text);
    }

    String of(Throwable failure) {
        return line(CallException.of(failure).map(Throwable::getMessage).orElse(UNFORESEEN));
    }

    CallException fitForALog(Throwable failure) {
        return CallException.of(failure)
                .map(call -> new CallException(call.kind(), redaction.line(String.valueOf(call.getMessage()))))
                .orElse(new CallException(CallException.Kind.NONSENSE, UNFORESEEN));
    }

    /** Of a payment that was not prepared. */
    WalletException unprepared(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (cause instanceof WalletException refused) {
            return new WalletException(line(refused.getMessage()), refused.retriable());
        }
        boolean retriable = CallException.of(failure)
                .map(call ->
                        call.kind() != CallException.Kind.NOT_ALLOWED && call.kind() != CallException.Kind.NOT_TRUSTED)
                .orElse(true);
        return new WalletException(of(failure), retriable);
    }
}
