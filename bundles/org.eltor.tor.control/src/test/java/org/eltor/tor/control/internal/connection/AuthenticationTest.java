package org.eltor.tor.control.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eltor.api.tor.ControlTarget;
import org.eltor.api.tor.TorConnector.TorConnection;
import org.eltor.api.tor.TorException;
import org.eltor.api.tor.TorException.Failure;
import org.eltor.tor.control.internal.protocol.ProtocolInfo;
import org.eltor.tor.control.internal.protocol.Reply;
import org.eltor.tor.control.internal.protocol.ReplyParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All methods of control-spec 3.5 and 3.24, and all ways to fail with a word on the way out. */
class AuthenticationTest extends ConnectorTests {
    private static final byte[] COOKIE = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final String NONCE = "5a".repeat(32);

    @TempDir
    Path directory;

    private Path cookie;

    AuthenticationTest() {
        super(Duration.ofSeconds(5));
    }

    @BeforeEach
    void writeCookie() throws Exception {
        cookie = Files.write(directory.resolve("cookie"), COOKIE);
    }

    @Test
    void safeCookie() throws Exception {
        try (LiteralTor tor = LiteralTor.playing(script -> {
            script.expect("PROTOCOLINFO 1").say(offer("COOKIE,SAFECOOKIE,HASHEDPASSWORD"));
            String clientNonce = script.read().replace("AUTHCHALLENGE SAFECOOKIE ", "");
            script.say("250 AUTHCHALLENGE SERVERHASH=" + hash("server-to-controller", clientNonce) + " SERVERNONCE="
                    + NONCE + "\r\n");
            script.expect("AUTHENTICATE " + hash("controller-to-server", clientNonce))
                    .say("250 OK\r\n");
            identify(script);
        })) {
            Path password = Files.writeString(directory.resolve("password"), "unused");

            connected(target(tor, Optional.empty(), Optional.of(password)));
            tor.done();
        }
    }

    @Test
    void serverThatDoesNotKnowTheCookieGetsNothing() throws Exception {
        try (LiteralTor tor = LiteralTor.playing(script -> {
            script.expect("PROTOCOLINFO 1").say(offer("COOKIE,SAFECOOKIE"));
            script.read();
            script.say("250 AUTHCHALLENGE SERVERHASH=" + "00".repeat(32) + " SERVERNONCE=" + NONCE + "\r\n");
            assertThat(script.read()).isNull();
        })) {
            assertThat(failed(target(tor, Optional.of(cookie), Optional.empty())))
                    .hasMessage("tor at " + tor.address() + " did not prove that it knows the cookie " + cookie
                            + ": set address or cookie.file in org.eltor.tor.control")
                    .matches(e -> e.failure() == Failure.MALFORMED);
            tor.done();
        }
    }

    @Test
    void bareCookieWhereNothingBetterIsOffered() throws Exception {
        try (LiteralTor tor = LiteralTor.playing(script -> {
            script.expect("PROTOCOLINFO 1").say(offer("COOKIE"));
            script.expect("AUTHENTICATE " + HexFormat.of().formatHex(COOKIE)).say("250 OK\r\n");
            identify(script);
        })) {
            connected(target(tor, Optional.empty(), Optional.empty()));
            tor.done();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HASHEDPASSWORD", "COOKIE,HASHEDPASSWORD", "MAGIC,HASHEDPASSWORD"})
    void passwordBeforeTheBareCookie(String methods) throws Exception {
        try (LiteralTor tor = LiteralTor.playing(script -> {
            script.expect("PROTOCOLINFO 1").say(offer(methods));
            script.expect("AUTHENTICATE \"a \\\"b\\\" \\\\ é\"").say("250 OK\r\n");
            identify(script);
        })) {
            Path password = Files.writeString(directory.resolve("password"), "a \"b\" \\ é\r\n");

            connected(target(tor, Optional.of(cookie), Optional.of(password)));
            tor.done();
        }
    }

    @Test
    void nothingWhereNothingIsAsked() throws Exception {
        try (LiteralTor tor = LiteralTor.playing(script -> {
            script.expect("PROTOCOLINFO 1").say(offer("NULL,COOKIE,SAFECOOKIE"));
            script.expect("AUTHENTICATE").say("250 OK\r\n");
            identify(script);
        })) {
            connected(target(tor, Optional.empty(), Optional.empty()));
            tor.done();
        }
    }

    @Test
    void cookieOfTheWrongLengthIsNotSent() throws Exception {
        Files.write(cookie, new byte[31]);

        assertThat(refusal("COOKIE,SAFECOOKIE", Optional.empty()))
                .hasMessage("cookie " + cookie + " is not 32 bytes long: set cookie.file in org.eltor.tor.control to"
                        + " tor's control_auth_cookie");
    }

    @Test
    void cookieThatCannotBeRead() throws Exception {
        Files.delete(cookie);

        assertThat(refusal("SAFECOOKIE", Optional.empty()))
                .hasMessageStartingWith("cookie " + cookie + " unreadable: run as a user of tor's group")
                .hasMessageEndingWith("or set cookie.file in org.eltor.tor.control");
    }

    @Test
    void passwordThatIsMissingUnreadableOrTooLong() throws Exception {
        Path password = directory.resolve("password");

        assertThat(refusal("HASHEDPASSWORD", Optional.empty()))
                .hasMessageContaining("asks for a password: set password.file");
        assertThat(refusal("HASHEDPASSWORD", Optional.of(password)))
                .hasMessage("password file " + password + " unreadable: check password.file in org.eltor.tor.control");
        Files.writeString(password, "two\nlines\n");
        assertThat(refusal("HASHEDPASSWORD", Optional.of(password)))
                .hasMessage("password file " + password + " has more than one line: leave only the password in it");
    }

    @Test
    void methodsThatNobodyKnows() throws Exception {
        assertThat(refusal("MAGIC,PIXIE_DUST", Optional.empty())).hasMessageContaining("no way to authenticate");
    }

    @Test
    void wrongPasswordIsSaidWithoutIt() throws Exception {
        try (LiteralTor tor = LiteralTor.playing(script -> {
            script.expect("PROTOCOLINFO 1").say(offer("HASHEDPASSWORD"));
            script.expect("AUTHENTICATE \"hunter2\"")
                    .say("515 Authentication failed: hunter2\r\n")
                    .hangUp();
        })) {
            Path password = Files.writeString(directory.resolve("password"), "hunter2");

            assertThat(failed(target(tor, Optional.empty(), Optional.of(password))))
                    .hasMessage("wrong control password: check password.file " + password + " (tor answered 515)")
                    .matches(e -> e.failure() == Failure.REFUSED && e.code() == 515);
        }
    }

    @Test
    void cookieFileNamedByAnotherMachineIsNotBelieved() throws Exception {
        List<String> sent = new ArrayList<>();
        ProtocolInfo info = ProtocolInfo.parse(reply(offer("COOKIE,SAFECOOKIE")));
        Authenticator remote = new Authenticator(
                command -> {
                    sent.add(command.text());
                    return new CompletableFuture<>();
                },
                "192.0.2.1:9051",
                false,
                new ControlTarget("192.0.2.1:9051", Optional.empty(), Optional.empty()));

        assertThat(failure(() -> remote.authenticate(info)))
                .hasMessage("cookie of tor at 192.0.2.1:9051 not known: set cookie.file in org.eltor.tor.control");
        assertThat(sent).isEmpty();
    }

    @Test
    void bareCookieNeverLeavesThisMachine() throws Exception {
        ProtocolInfo info = ProtocolInfo.parse(reply(offer("COOKIE")));
        Authenticator remote = new Authenticator(
                command -> new CompletableFuture<>(),
                "192.0.2.1:9051",
                false,
                new ControlTarget("192.0.2.1:9051", Optional.of(cookie), Optional.empty()));

        assertThat(failure(() -> remote.authenticate(info))).hasMessageContaining("bare cookie over the network");
    }

    /** What happens when the methods are offered and the client gives up before it authenticates. */
    private TorException refusal(String methods, Optional<Path> password) throws Exception {
        try (LiteralTor tor = LiteralTor.playing(script -> {
            script.expect("PROTOCOLINFO 1").say(offer(methods));
            assertThat(script.read()).isNull();
        })) {
            TorException failure = failed(target(tor, Optional.empty(), password));
            tor.done();
            assertThat(failure.failure()).isEqualTo(Failure.REFUSED);
            return failure;
        }
    }

    private interface Attempt {
        void run() throws TorException;
    }

    private static TorException failure(Attempt attempt) {
        try {
            attempt.run();
        } catch (TorException e) {
            return e;
        }
        throw new AssertionError("no failure");
    }

    private void connected(ControlTarget target) throws Exception {
        TorConnection connection = Await.value(connector.connect(target));
        assertThat(connection.control().info().version()).isEqualTo("0.4.9.11");
    }

    private TorException failed(ControlTarget target) throws Exception {
        return Await.failure(connector.connect(target));
    }

    private static ControlTarget target(LiteralTor tor, Optional<Path> cookie, Optional<Path> password) {
        return new ControlTarget(tor.address(), cookie, password);
    }

    private String offer(String methods) {
        return "250-PROTOCOLINFO 1\r\n250-AUTH METHODS=" + methods + " COOKIEFILE=\"" + cookie
                + "\"\r\n250-VERSION Tor=\"0.4.9.11\"\r\n250 OK\r\n";
    }

    private static void identify(LiteralTor script) throws Exception {
        script.expect("GETINFO version").say("250-version=0.4.9.11\r\n250 OK\r\n");
        script.expect("GETCONF PaymentCircuitMaxFee").say(LiteralTor.STOCK);
    }

    private static Reply reply(String text) throws Exception {
        ReplyParser parser = new ReplyParser();
        Optional<Reply> reply = Optional.empty();
        for (String line : text.split("\r\n")) {
            reply = parser.feed(line);
        }
        return reply.orElseThrow();
    }

    private static String hash(String direction, String clientNonce) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        String key = "Tor safe cookie authentication " + direction + " hash";
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        mac.update(COOKIE);
        mac.update(HexFormat.of().parseHex(clientNonce));
        mac.update(HexFormat.of().parseHex(NONCE));
        return HexFormat.of().formatHex(mac.doFinal());
    }
}
