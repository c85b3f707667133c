package org.eltor.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How the control port of a {@link ScriptedTorServer} lets itself be opened (control-spec 3.24). */
public final class ScriptedAuthentication {
    private static final String SERVER_KEY = "Tor safe cookie authentication server-to-controller hash";
    private static final String CLIENT_KEY = "Tor safe cookie authentication controller-to-server hash";
    private static final int LENGTH = 32;
    private static final String FAILED = "Authentication failed: ";

    private final Path cookieFile;
    private final byte[] cookie;
    private final String password;

    private ScriptedAuthentication(Path cookieFile, byte[] cookie, String password) {
        this.cookieFile = cookieFile;
        this.cookie = cookie;
        this.password = password;
    }

    /** Anyone may come in: {@code METHODS=NULL}. */
    public static ScriptedAuthentication none() {
        return new ScriptedAuthentication(null, null, null);
    }

    /** Writes a new cookie to {@code file} and offers {@code METHODS=COOKIE,SAFECOOKIE}. */
    public static ScriptedAuthentication cookie(Path file) throws IOException {
        byte[] secret = new byte[LENGTH];
        new SecureRandom().nextBytes(secret);
        Files.write(file, secret);
        return new ScriptedAuthentication(file.toAbsolutePath(), secret, null);
    }

    /** Offers {@code METHODS=HASHEDPASSWORD}. */
    public static ScriptedAuthentication password(String password) {
        return new ScriptedAuthentication(null, null, Objects.requireNonNull(password));
    }

    /** Takes the password too, beside the cookie. */
    public ScriptedAuthentication orPassword(String other) {
        return new ScriptedAuthentication(cookieFile, cookie, Objects.requireNonNull(other));
    }

    /** The AUTH line of PROTOCOLINFO without its status. */
    String methods() {
        List<String> methods = new ArrayList<>();
        if (cookie != null) {
            methods.add("COOKIE,SAFECOOKIE");
        }
        if (password != null) {
            methods.add("HASHEDPASSWORD");
        }
        String names = methods.isEmpty() ? "NULL" : String.join(",", methods);
        return "AUTH METHODS=" + names + (cookie == null ? "" : " COOKIEFILE=\"" + cookieFile + "\"");
    }

    /** What passes between AUTHCHALLENGE and AUTHENTICATE. */
    record Challenge(byte[] clientNonce, byte[] serverNonce) {}

    /** Draws the server's nonce; refuses when there is no cookie to prove. */
    Challenge challenge(byte[] clientNonce) {
        if (cookie == null) {
            throw new TorRefusal(515, "Cookie authentication is disabled");
        }
        byte[] serverNonce = new byte[LENGTH];
        new SecureRandom().nextBytes(serverNonce);
        return new Challenge(clientNonce, serverNonce);
    }

    /** The reply to AUTHCHALLENGE without its status. */
    String describe(Challenge challenge) {
        HexFormat hex = HexFormat.of().withUpperCase();
        return "AUTHCHALLENGE SERVERHASH=" + hex.formatHex(hash(SERVER_KEY, challenge)) + " SERVERNONCE="
                + hex.formatHex(challenge.serverNonce());
    }

    private byte[] hash(String key, Challenge challenge) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            mac.update(cookie);
            mac.update(challenge.clientNonce());
            mac.update(challenge.serverNonce());
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has HmacSHA256", e);
        }
    }

    /**
     * Refuses with tor's words unless the proof is good.
     *
     * @param proof what stood behind AUTHENTICATE, decoded
     * @param quoted whether it was a quoted string, as passwords are
     * @param challenge what went before; empty without AUTHCHALLENGE
     */
    void check(byte[] proof, boolean quoted, Optional<Challenge> challenge) {
        if (cookie == null && password == null) {
            return;
        }
        if (challenge.isPresent()) {
            if (!MessageDigest.isEqual(proof, hash(CLIENT_KEY, challenge.get()))) {
                throw new TorRefusal(515, FAILED + "Safe cookie response did not match expected value.");
            }
        } else if (password == null) {
            checkCookie(proof);
        } else if (!isPassword(proof) && !(cookie != null && MessageDigest.isEqual(proof, cookie))) {
            throw new TorRefusal(515, wrongPassword(quoted));
        }
    }

    private void checkCookie(byte[] proof) {
        if (proof.length != LENGTH) {
            throw new TorRefusal(515, FAILED + "Wrong length on authentication cookie.");
        }
        if (!MessageDigest.isEqual(proof, cookie)) {
            throw new TorRefusal(515, FAILED + "Authentication cookie did not match expected value.");
        }
    }

    private boolean isPassword(byte[] proof) {
        return MessageDigest.isEqual(proof, password.getBytes(StandardCharsets.UTF_8));
    }

    private String wrongPassword(boolean quoted) {
        if (cookie != null) {
            return FAILED + "Password did not match HashedControlPassword *or* authentication cookie.";
        }
        String text = FAILED + "Password did not match HashedControlPassword value from configuration";
        return quoted
                ? text
                : text + ". Maybe you tried a plain text password? If so, the standard requires that you put it in"
                        + " double quotes.";
    }
}
