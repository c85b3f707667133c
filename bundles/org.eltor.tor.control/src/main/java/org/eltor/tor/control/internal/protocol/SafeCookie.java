package org.eltor.tor.control.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eltor.api.tor.TorException;

/**
 * SAFECOOKIE: both sides prove that they know the cookie, and neither sends it (control-spec 3.24). Without the check
 * of the server's side anyone who listens at the address could read files of 32 bytes through us.
 */
public final class SafeCookie {
    /** Bytes of a cookie, and of the nonces. */
    public static final int LENGTH = 32;

    private static final String SERVER_KEY = "Tor safe cookie authentication server-to-controller hash";
    private static final String CLIENT_KEY = "Tor safe cookie authentication controller-to-server hash";
    private static final Pattern CHALLENGE =
            Pattern.compile("AUTHCHALLENGE SERVERHASH=([0-9A-Fa-f]{64}) SERVERNONCE=([0-9A-Fa-f]{64})");

    private final byte[] cookie;
    private final byte[] clientNonce;

    /**
     * @param cookie 32 bytes
     * @param clientNonce 32 bytes, fresh
     */
    public SafeCookie(byte[] cookie, byte[] clientNonce) {
        this.cookie = cookie.clone();
        this.clientNonce = clientNonce.clone();
    }

    /**
     * Checks tor's answer to the challenge.
     *
     * @return what AUTHENTICATE takes
     * @throws TorException as refused when tor said no, as malformed when tor does not know the cookie
     */
    public byte[] answer(Reply challenge) throws TorException {
        Matcher matcher = CHALLENGE.matcher(challenge.orRefused().text());
        if (!matcher.matches()) {
            throw Messages.malformed("answer to AUTHCHALLENGE cannot be read");
        }
        byte[] serverHash = HexFormat.of().parseHex(matcher.group(1));
        byte[] serverNonce = HexFormat.of().parseHex(matcher.group(2));
        if (!MessageDigest.isEqual(serverHash, hmac(SERVER_KEY, serverNonce))) {
            throw Messages.malformed("does not know its own cookie");
        }
        return hmac(CLIENT_KEY, serverNonce);
    }

    private byte[] hmac(String key, byte[] serverNonce) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            mac.update(cookie);
            mac.update(clientNonce);
            return mac.doFinal(serverNonce);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
