package org.eltor.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptedAuthenticationTest {
    @TempDir
    Path folder;

    private final ScriptedTor tor = ScriptedTor.stock(new SteppedExecutor());

    private List<String> ask(ScriptedAuthentication authentication, String... lines) throws Exception {
        try (ScriptedTorServer server = ScriptedTorServer.open(tor, authentication, null);
                ControlClient client = ControlClient.tcp(server)) {
            for (int i = 0; i < lines.length - 1; i++) {
                client.ask(lines[i]);
            }
            return client.ask(lines[lines.length - 1]);
        }
    }

    private ScriptedAuthentication cookie() throws Exception {
        return ScriptedAuthentication.cookie(folder.resolve("control_auth_cookie"));
    }

    @Test
    void namesItsMethods() throws Exception {
        assertThat(ask(ScriptedAuthentication.none(), "PROTOCOLINFO 1"))
                .containsExactly(
                        "250-PROTOCOLINFO 1", "250-AUTH METHODS=NULL", "250-VERSION Tor=\"0.4.9.11\"", "250 OK");
        assertThat(ask(ScriptedAuthentication.password("pw"), "PROTOCOLINFO"))
                .contains("250-AUTH METHODS=HASHEDPASSWORD");
        assertThat(ask(cookie(), "PROTOCOLINFO 1"))
                .contains("250-AUTH METHODS=COOKIE,SAFECOOKIE COOKIEFILE=\"" + folder.resolve("control_auth_cookie")
                        + "\"");
        assertThat(ask(cookie().orPassword("pw"), "PROTOCOLINFO 1"))
                .anyMatch(line -> line.startsWith("250-AUTH METHODS=COOKIE,SAFECOOKIE,HASHEDPASSWORD COOKIEFILE="));
    }

    @Test
    void takesAnythingWhereNothingIsAsked() throws Exception {
        assertThat(ask(ScriptedAuthentication.none(), "AUTHENTICATE \"x\"")).containsExactly("250 OK");
        assertThat(ask(ScriptedAuthentication.none(), "AUTHENTICATE")).containsExactly("250 OK");
    }

    @Test
    void takesThePasswordOnly() throws Exception {
        ScriptedAuthentication password = ScriptedAuthentication.password("p\"w");
        String failed =
                "515 Authentication failed: Password did not match HashedControlPassword value from configuration";
        assertThat(ask(password, "AUTHENTICATE \"p\\\"w\"")).containsExactly("250 OK");
        assertThat(ask(password, "AUTHENTICATE 702277")).containsExactly("250 OK");
        assertThat(ask(password, "AUTHENTICATE \"wrong\"")).containsExactly(failed);
        assertThat(ask(password, "AUTHENTICATE"))
                .containsExactly(failed + ". Maybe you tried a plain text password? If so, the standard requires that"
                        + " you put it in double quotes.");
        assertThat(ask(password, "AUTHENTICATE zz"))
                .containsExactly("551 Invalid hexadecimal encoding.  Maybe you tried a plain text password?  If so, the"
                        + " standard requires that you put it in double quotes.");
        assertThat(ask(password, "AUTHENTICATE zz", "GETINFO version")).containsExactly("EOF");
    }

    @Test
    void takesTheCookieOnly() throws Exception {
        ScriptedAuthentication cookie = cookie();
        String secret = HexFormat.of().formatHex(Files.readAllBytes(folder.resolve("control_auth_cookie")));
        assertThat(ask(cookie, "AUTHENTICATE " + secret)).containsExactly("250 OK");
        assertThat(ask(cookie, "AUTHENTICATE " + "00".repeat(32)))
                .containsExactly("515 Authentication failed: Authentication cookie did not match expected value.");
        assertThat(ask(cookie, "AUTHENTICATE"))
                .containsExactly("515 Authentication failed: Wrong length on authentication cookie.");
    }

    @Test
    void provesThatItKnowsTheCookieAndAsksForTheSame() throws Exception {
        ScriptedAuthentication cookie = cookie();
        byte[] secret = Files.readAllBytes(folder.resolve("control_auth_cookie"));
        byte[] nonce = new byte[32];
        try (ScriptedTorServer server = ScriptedTorServer.open(tor, cookie, null);
                ControlClient client = ControlClient.tcp(server)) {
            String reply = client.ask(
                            "AUTHCHALLENGE SAFECOOKIE " + HexFormat.of().formatHex(nonce))
                    .get(0);
            Matcher matcher = Pattern.compile("250 AUTHCHALLENGE SERVERHASH=([0-9A-F]{64}) SERVERNONCE=([0-9A-F]{64})")
                    .matcher(reply);
            assertThat(matcher.matches()).isTrue();
            byte[] serverNonce = HexFormat.of().parseHex(matcher.group(2));
            assertThat(hmac("Tor safe cookie authentication server-to-controller hash", secret, nonce, serverNonce))
                    .isEqualToIgnoringCase(matcher.group(1));
            String proof = hmac("Tor safe cookie authentication controller-to-server hash", secret, nonce, serverNonce);
            assertThat(client.ask("AUTHENTICATE " + proof)).containsExactly("250 OK");
            assertThat(client.ask("GETINFO version")).hasSize(2);
        }
        assertThat(ask(cookie, "AUTHCHALLENGE SAFECOOKIE \"abc\"", "AUTHENTICATE " + "00".repeat(32)))
                .containsExactly("515 Authentication failed: Safe cookie response did not match expected value.");
    }

    private static String hmac(String key, byte[]... parts) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        for (byte[] part : parts) {
            mac.update(part);
        }
        return HexFormat.of().formatHex(mac.doFinal());
    }

    @Test
    void closesTheDoorOnEverythingElse() throws Exception {
        String required = "514 Authentication required.";
        assertThat(ask(cookie(), "GETINFO version")).containsExactly(required);
        assertThat(ask(cookie(), "")).containsExactly(required);
        assertThat(ask(cookie(), "PROTOCOLINFO", "PROTOCOLINFO")).containsExactly(required);
        assertThat(ask(cookie(), "AUTHCHALLENGE SAFECOOKIE 00", "AUTHCHALLENGE SAFECOOKIE 00"))
                .containsExactly(required);
        assertThat(ask(cookie(), "AUTHCHALLENGE SAFECOOKIE 00", "PROTOCOLINFO")).containsExactly(required);
        assertThat(ask(cookie(), "AUTHCHALLENGE FOO 00"))
                .containsExactly("513 AUTHCHALLENGE only supports SAFECOOKIE authentication");
        assertThat(ask(cookie(), "AUTHCHALLENGE SAFECOOKIE"))
                .containsExactly("512 Wrong number of arguments for AUTHCHALLENGE");
        assertThat(ask(cookie(), "AUTHCHALLENGE SAFECOOKIE zz")).containsExactly("513 Invalid base16 client nonce");
        assertThat(ask(cookie(), "AUTHCHALLENGE", "QUIT")).containsExactly("250 closing connection");
        assertThat(ask(ScriptedAuthentication.password("pw"), "AUTHCHALLENGE SAFECOOKIE 00"))
                .containsExactly("515 Cookie authentication is disabled");
    }
}
