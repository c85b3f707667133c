package org.eltor.payment.internal.payee;

/** DNS has no payment instructions for a name, or does not prove them: the name may still be a Lightning address. */
final class NoInstructionException extends PayeeException {
    private static final long serialVersionUID = 1L;

    private final boolean failed;

    /** @param failed whether DNSSEC is there and failed, as it does where somebody forges */
    NoInstructionException(String message, boolean retriable, boolean failed) {
        super(message, retriable);
        this.failed = failed;
    }

    boolean hasFailed() {
        return failed;
    }
}
