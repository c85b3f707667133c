package org.eltor.wallet.support.codec;

/** Text that is not what it should be. The message is one line for people and holds none of the text. */
public final class CodecException extends Exception {
    private static final long serialVersionUID = 1L;

    public CodecException(String message) {
        super(message);
    }
}
