package org.eltor.devnet.internal.traffic;

import java.io.IOException;

/** The SOCKS proxy refused: the method, the credentials or the request. */
public final class SocksException extends IOException {

    private static final long serialVersionUID = 1L;
    private static final String[] REASONS = {
        "succeeded",
        "general failure",
        "not allowed",
        "network unreachable",
        "host unreachable",
        "connection refused",
        "TTL expired",
        "command not supported",
        "address type not supported"
    };

    private final int code;

    SocksException(String message, int code) {
        super(message);
        this.code = code;
    }

    static SocksException ofReply(int code) {
        String reason = code < REASONS.length ? REASONS[code] : "unknown";
        return new SocksException("SOCKS request refused: " + reason + " (" + code + ")", code);
    }

    /** The reply field of RFC 1928 6, or 255 when it did not come to a request. */
    public int code() {
        return code;
    }
}
