package org.eltor.tor.control.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.PaidHop;
import org.eltor.api.tor.StreamId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
    private static final Fingerprint A = new Fingerprint("A".repeat(40));
    private static final Fingerprint B = new Fingerprint("B".repeat(40));
    private static final Fingerprint C = new Fingerprint("C".repeat(40));
    private static final String PAYLOAD = "0f".repeat(384);

    @Test
    void textIsAsControlSpecHasIt() { // control-spec 3
        Map<String, String> options = new LinkedHashMap<>();
        options.put("ContactInfo", "a \"b\"");
        options.put("SocksPort", "0");

        assertThat(Commands.protocolInfo().text()).isEqualTo("PROTOCOLINFO 1\r\n");
        assertThat(Commands.authenticate(new byte[0]).text()).isEqualTo("AUTHENTICATE\r\n");
        assertThat(Commands.authenticate(new byte[] {1, (byte) 0xAB}).text()).isEqualTo("AUTHENTICATE 01ab\r\n");
        assertThat(Commands.authenticate("pa\"ss").text()).isEqualTo("AUTHENTICATE \"pa\\\"ss\"\r\n");
        assertThat(Commands.authChallenge(new byte[] {2}).text()).isEqualTo("AUTHCHALLENGE SAFECOOKIE 02\r\n");
        assertThat(Commands.getInfo("ns/all").text()).isEqualTo("GETINFO ns/all\r\n");
        assertThat(Commands.getConf(List.of("A", "B")).text()).isEqualTo("GETCONF A B\r\n");
        assertThat(Commands.setConf(options).text())
                .isEqualTo("SETCONF ContactInfo=\"a \\\"b\\\"\" SocksPort=\"0\"\r\n");
        assertThat(Commands.resetConf(List.of("A")).text()).isEqualTo("RESETCONF A\r\n");
        assertThat(Commands.setEvents(Set.of("STREAM", "CIRC")).text()).isEqualTo("SETEVENTS CIRC STREAM\r\n");
        assertThat(Commands.setEvents(Set.of()).text()).isEqualTo("SETEVENTS\r\n");
        assertThat(Commands.signal("NEWNYM").text()).isEqualTo("SIGNAL NEWNYM\r\n");
        assertThat(Commands.extendCircuit(List.of(A, B)).text())
                .isEqualTo("EXTENDCIRCUIT 0 $" + A.hex() + ",$" + B.hex() + " purpose=controller\r\n");
        assertThat(Commands.closeCircuit(new CircuitId("7")).text()).isEqualTo("CLOSECIRCUIT 7\r\n");
        assertThat(Commands.attachStream(new StreamId("1"), Optional.of(new CircuitId("7")))
                        .text())
                .isEqualTo("ATTACHSTREAM 1 7\r\n");
        assertThat(Commands.attachStream(new StreamId("1"), Optional.empty()).text())
                .isEqualTo("ATTACHSTREAM 1 0\r\n");
        assertThat(Commands.closeStream(new StreamId("1")).text()).isEqualTo("CLOSESTREAM 1 1\r\n");
        assertThat(Commands.teardownCircuit(4_197_744_070L).text()).isEqualTo("TEARDOWNCIRCUIT 4197744070\r\n");
    }

    @Test
    void paidCircuitIsOneBlockOfThreeLines() {
        assertThat(Commands.extendPaidCircuit(hops(A, B, C)).text())
                .isEqualTo("+EXTENDPAIDCIRCUIT 0\r\n"
                        + A.hex() + " " + PAYLOAD + "\r\n"
                        + B.hex() + " " + PAYLOAD + "\r\n"
                        + C.hex() + " " + PAYLOAD + "\r\n"
                        + ".\r\n");
    }

    @Test
    void paidCircuitNeedsThreeDistinctRelays() {
        for (List<PaidHop> hops :
                List.of(hops(), hops(A), hops(A, B), hops(A, B, A), hops(A, B, C, new Fingerprint("D".repeat(40))))) {
            assertThatThrownBy(() -> Commands.extendPaidCircuit(hops)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void nothingSecretIsPrinted() {
        assertThat(Commands.extendPaidCircuit(hops(A, B, C))).hasToString("EXTENDPAIDCIRCUIT");
        assertThat(Commands.authenticate("secret")).hasToString("AUTHENTICATE");
    }

    @Test
    void onlyQuestionsForDirectoriesAreSlow() {
        assertThat(Commands.getInfo("desc/all-recent").slow()).isTrue();
        assertThat(Commands.getInfo("ns/all").slow()).isTrue();
        assertThat(Commands.getInfo("version").slow()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("commandsOfText")
    void lineEndInAnyArgumentIsRefused(Function<String, Command> command) {
        for (String evil : List.of("A\r\nSIGNAL HALT", "A\n", "\rA", "A\0", "A\u0085\n")) {
            assertThatThrownBy(() -> command.apply(evil)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    static Stream<Function<String, Command>> commandsOfText() {
        return Stream.of(
                Commands::authenticate,
                Commands::getInfo,
                Commands::signal,
                text -> Commands.getConf(List.of("B", text)),
                text -> Commands.resetConf(List.of(text)),
                text -> Commands.setConf(Map.of(text, "1")),
                text -> Commands.setConf(Map.of("A", text)),
                text -> Commands.setEvents(Set.of(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "A=B", "A\"", "Ä"})
    void namesAreWordsOnly(String name) {
        assertThatThrownBy(() -> Commands.getConf(List.of(name))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Commands.setConf(Map.of(name, "1"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Commands.signal(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesWhatTorWouldNotRead() {
        assertThatThrownBy(() -> Commands.setConf(Map.of("A", "x".repeat(1 << 20))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Commands.teardownCircuit(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Commands.teardownCircuit(1L << 32)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Commands.extendCircuit(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<PaidHop> hops(Fingerprint... relays) {
        return Stream.of(relays).map(relay -> new PaidHop(relay, PAYLOAD)).toList();
    }
}
