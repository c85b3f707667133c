package org.eltor.wallet.nwc.internal.crypto;

/** A message that cannot be encrypted or decrypted. The message of this exception holds none of it. */
public final class CipherException extends Exception {
    private static final long serialVersionUID = 1L;

    public CipherException(String message) {
        super(message);
    }
}
