package org.eltor.tor.control.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.TorException;
import org.eltor.api.tor.TorException.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
    @Test
    void infoOnOneLineOrInABlock() throws Exception { // control-spec 3.9
        assertThat(Answers.info("version", Replies.of("250-version=0.4.9.11", "250 OK")))
                .isEqualTo("0.4.9.11");
        assertThat(Answers.info("circuit-status", Replies.of("250-circuit-status=2 BUILT", "250 OK")))
                .isEqualTo("2 BUILT");
        assertThat(Answers.info("a/b", Replies.of("250+a/b=", "one", "..two", "", ".", "250 OK")))
                .isEqualTo("one\n.two\n");
        assertThat(Answers.info("a", Replies.of("250+a=one", "two", ".", "250 OK")))
                .isEqualTo("one\ntwo");
    }

    @Test
    void infoWithoutTheKeyIsMalformed() {
        assertThatThrownBy(() -> Answers.info("version", Replies.of("250 OK"))).matches(this::isMalformed);
        assertThatThrownBy(() -> Answers.info("address", Replies.of("250-address 1.2.3.4", "250 OK")))
                .matches(this::isMalformed);
    }

    @Test
    void infoRefused() {
        assertThatThrownBy(() -> Answers.info("x", Replies.of("552 Unrecognized key \"x\"")))
                .hasMessage("tor answered 552 Unrecognized key \"x\"")
                .matches(e -> ((TorException) e).code() == 552);
    }

    @Test
    void confInAllItsForms() throws Exception { // control-spec 3.3
        assertThat(Answers.conf(List.of("socksport"), Replies.of("250 SocksPort=9050")))
                .isEqualTo(Map.of("socksport", List.of("9050")));
        assertThat(Answers.conf(
                        List.of("ExitPolicy", "DirPort", "ContactInfo"),
                        Replies.of(
                                "250-ExitPolicy=accept 1.2.3.4",
                                "250-DirPort",
                                "250-ContactInfo=\"x \\\"y\\\" \\303\\251\"",
                                "250 ExitPolicy=reject *")))
                .isEqualTo(Map.of(
                        "ExitPolicy", List.of("accept 1.2.3.4", "reject *"),
                        "DirPort", List.of(),
                        "ContactInfo", List.of("x \"y\" é")));
        assertThat(Answers.conf(List.of("A"), Replies.of("250 A=x\"y z"))).isEqualTo(Map.of("A", List.of("x\"y z")));
        assertThat(Answers.conf(List.of("A"), Replies.of("250 OK"))).isEqualTo(Map.of("A", List.of()));
    }

    @Test
    void confThatNamesNoOptionIsMalformed() {
        assertThatThrownBy(() -> Answers.conf(List.of("A"), Replies.of("250 a b")))
                .matches(this::isMalformed);
    }

    @Test
    void unknownOptionsAreListed() throws Exception {
        assertThat(Answers.unknownOptions(Replies.of(
                        "552-Unrecognized configuration key \"brickroad\"",
                        "552 Unrecognized configuration key \"submarine\"")))
                .containsExactly("brickroad", "submarine");
        assertThat(Answers.unknownOptions(Replies.of("250 OK"))).isEmpty();
        assertThat(Answers.unknownOptions(Replies.of("552 Something else"))).isEmpty();
    }

    @Test
    void extendedNamesTheCircuit() throws Exception {
        assertThat(Answers.extended(Replies.of("250 EXTENDED 46"))).isEqualTo(new CircuitId("46"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"250 OK", "250 EXTENDED", "250 EXTENDED 0", "250 EXTENDED -", "250 extended 4"})
    void extendedWithoutACircuitIsMalformed(String line) {
        assertThatThrownBy(() -> Answers.extended(Replies.of(line))).matches(this::isMalformed);
    }

    @Test
    void protocolInfo() throws Exception { // control-spec 3.21
        ProtocolInfo info = ProtocolInfo.parse(Replies.of(
                "250-PROTOCOLINFO 1",
                "250-AUTH METHODS=COOKIE,SAFECOOKIE COOKIEFILE=\"/tmp/my \\\"data\\\"/\\346\\226\\207\"",
                "250-VERSION Tor=\"0.4.9.11\"",
                "250 OK"));

        assertThat(info.methods()).containsExactlyInAnyOrder("COOKIE", "SAFECOOKIE");
        assertThat(info.cookieFile()).contains(Path.of("/tmp/my \"data\"/文"));
        assertThat(info.offers(ProtocolInfo.NULL)).isFalse();
    }

    @Test
    void protocolInfoWithLittleInIt() throws Exception {
        assertThat(ProtocolInfo.parse(Replies.of("250-PROTOCOLINFO 5", "250 OK"))
                        .methods())
                .isEmpty();
        assertThat(ProtocolInfo.parse(Replies.of(
                                "250-PROTOCOLINFO 1", "250-AUTH METHODS=COOKIE COOKIEFILE=\"./relative\"", "250 OK"))
                        .cookieFile())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "250-PROTOCOLINFO 1|250-AUTH METHODS=COOKIE COOKIEFILE=\"/x|250 OK",
                "250 OK",
                "250-PROTOCOLINFO 1|250-AUTH METHODS=COOKIE COOKIEFILE=\"/a\\0b\"|250 OK"
            })
    void protocolInfoThatCannotBeRead(String lines) {
        assertThatThrownBy(() -> ProtocolInfo.parse(Replies.of(lines.split("\\|"))))
                .matches(this::isMalformed);
    }

    @Test
    void safeCookieChecksTheServerBeforeItAnswers()
            throws Exception { // control-spec 3.24, values made with another HMAC
        byte[] cookie = new byte[32];
        byte[] nonce = new byte[32];
        SafeCookie proof = new SafeCookie(cookie, nonce);
        String serverNonce = "11".repeat(32);
        String right = "082F750E1CC44C2C413DD7953A84C7A31B6B7117A60ABD5FD1A88F62A46200BA";

        assertThat(HexFormat.of().formatHex(proof.answer(challenge(right, serverNonce))))
                .isEqualTo("5af172781746a0a58950c3c13b600ff80a66d387be7429881c8f7f154aad100b");
        assertThatThrownBy(() -> proof.answer(challenge("00".repeat(32), serverNonce)))
                .matches(this::isMalformed);
        assertThatThrownBy(() -> proof.answer(challenge("FOO", serverNonce))).matches(this::isMalformed);
        assertThatThrownBy(() -> proof.answer(Replies.of("513 Invalid base16 client nonce")))
                .matches(e -> ((TorException) e).failure() == Failure.REFUSED);
    }

    private static Reply challenge(String hash, String nonce) throws TorException {
        return Replies.of("250 AUTHCHALLENGE SERVERHASH=" + hash + " SERVERNONCE=" + nonce);
    }

    @Test
    void messagesHoldNoLongHexAndNoLineEnds() throws Exception {
        assertThat(Messages.clean("a\r\nb " + "0a".repeat(384) + " c")).isEqualTo("a  b *** c");
        assertThat(Messages.clean("x".repeat(1000))).hasSize(301);
    }

    private boolean isMalformed(Throwable failure) {
        return failure instanceof TorException tor && tor.failure() == Failure.MALFORMED;
    }
}
