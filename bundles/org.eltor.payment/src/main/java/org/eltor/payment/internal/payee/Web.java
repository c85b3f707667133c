package org.eltor.payment.internal.payee;

/** Asks for pages over tor. */
@FunctionalInterface
public interface Web {
    /**
     * Asks for one page; blocks.
     *
     * @param accept the kind of content wanted
     * @param isolation SOCKS user name: tor never lets two of them share a circuit
     * @return the body, whatever the status
     * @throws PayeeException retriable where the network is the cause
     */
    byte[] get(WebAddress address, String accept, String isolation) throws PayeeException;

    /** Whether asking makes sense at this moment. */
    default boolean isReady() {
        return true;
    }
}
