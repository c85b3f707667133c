package org.eltor.tor.control.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eltor.api.tor.CircuitBandwidthEvent;
import org.eltor.api.tor.CircuitEvent;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.CircuitStatus;
import org.eltor.api.tor.ConfChangedEvent;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.GuardEvent;
import org.eltor.api.tor.NewConsensusEvent;
import org.eltor.api.tor.NewDescriptorsEvent;
import org.eltor.api.tor.OrConnEvent;
import org.eltor.api.tor.OtherEvent;
import org.eltor.api.tor.StatusEvent;
import org.eltor.api.tor.StreamEvent;
import org.eltor.api.tor.StreamId;
import org.eltor.api.tor.StreamStatus;
import org.eltor.api.tor.TorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Event by event of control-spec 4.1. */
class EventParserTest {
    private static final String A = "A".repeat(40);
    private static final String B = "B".repeat(40);

    @Test
    void circuitThatFailed() throws Exception {
        assertThat(Replies.event("650 CIRC 25 FAILED $" + A + "~relay0,$" + B + "=b PURPOSE=GENERAL"
                        + " TIME_CREATED=2026-11-22T06:50:53.497876 REASON=DESTROYED REMOTE_REASON=CONNECTFAILED"))
                .isEqualTo(new CircuitEvent(
                        new CircuitId("25"),
                        CircuitStatus.FAILED,
                        List.of(new Fingerprint(A), new Fingerprint(B)),
                        "GENERAL",
                        Optional.of("DESTROYED"),
                        Optional.of("CONNECTFAILED"),
                        Map.of(
                                "PURPOSE", "GENERAL",
                                "TIME_CREATED", "2026-11-22T06:50:53.497876",
                                "REASON", "DESTROYED",
                                "REMOTE_REASON", "CONNECTFAILED")));
    }

    @Test
    void circuitWithoutPathPurposeOrKnownStatus() throws Exception {
        CircuitEvent event = (CircuitEvent) Replies.event("650 CIRC 4 RESTING");

        assertThat(event.status()).isEqualTo(CircuitStatus.OTHER);
        assertThat(event.path()).isEmpty();
        assertThat(event.purpose()).isEmpty();
        assertThat(event.arguments()).isEmpty();
    }

    @Test
    void circuitContinuedOnFurtherLines() throws Exception {
        CircuitEvent event = (CircuitEvent)
                Replies.event("650-CIRC 1000 EXTENDED $" + A, "650-EXTRAMAGIC=99", "650 ANONYMITY=\"very high\"");

        assertThat(event.path()).containsExactly(new Fingerprint(A));
        assertThat(event.arguments()).isEqualTo(Map.of("EXTRAMAGIC", "99", "ANONYMITY", "very high"));
    }

    @Test
    void streamOfAUser() throws Exception {
        assertThat(Replies.event("650 STREAM 13 NEW 0 example.com:8080 PURPOSE=USER SOCKS_USERNAME=\"acct 1\""
                        + " SOCKS_PASSWORD=\"p\\\"w:x\" NYM_EPOCH=0 SESSION_GROUP=-5 ISO_FIELDS="))
                .isEqualTo(new StreamEvent(
                        new StreamId("13"),
                        StreamStatus.NEW,
                        Optional.empty(),
                        "example.com",
                        8080,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(
                                "PURPOSE", "USER",
                                "SOCKS_USERNAME", "acct 1",
                                "SOCKS_PASSWORD", "p\"w:x",
                                "NYM_EPOCH", "0",
                                "SESSION_GROUP", "-5",
                                "ISO_FIELDS", "")));
    }

    @Test
    void streamToAnIpv6Address() throws Exception {
        StreamEvent event =
                (StreamEvent) Replies.event("650 STREAM 23 DETACHED 29 2001:db8::1:0 REASON=END REMOTE_REASON=MISC");

        assertThat(event.targetHost()).isEqualTo("2001:db8::1");
        assertThat(event.targetPort()).isZero();
        assertThat(event.circuit()).contains(new CircuitId("29"));
        assertThat(event.reason()).contains("END");
        assertThat(event.remoteReason()).contains("MISC");
    }

    @Test
    void streamStatusThatIsNotInTheSpecification() throws Exception {
        assertThat(((StreamEvent) Replies.event("650 STREAM 1 XOFF_SENT 2 a:1")).status())
                .isEqualTo(StreamStatus.OTHER);
    }

    @Test
    void bandwidthOfACircuit() throws Exception {
        assertThat(Replies.event("650 CIRC_BW ID=47 READ=8817916 WRITTEN=285040 TIME=x DELIVERED_READ=8364909"))
                .isEqualTo(new CircuitBandwidthEvent(new CircuitId("47"), 8_817_916, 285_040, 8_364_909, 0));
    }

    @Test
    void connectionToARelayOrAnAddress() throws Exception {
        assertThat(Replies.event("650 ORCONN $" + A + "~tama CLOSED REASON=DONE"))
                .isEqualTo(new OrConnEvent(Optional.of(new Fingerprint(A)), "CLOSED", Optional.of("DONE"), -1));
        assertThat(Replies.event("650 ORCONN [::1]:9000 CONNECTED NCIRCS=20 ID=18"))
                .isEqualTo(new OrConnEvent(Optional.empty(), "CONNECTED", Optional.empty(), 20));
    }

    @Test
    void consensusIsCountedOnly() throws Exception {
        assertThat(Replies.event("650+NEWCONSENSUS", "r a b", "s Fast", "r c d", "w Bandwidth=1", ".", "650 OK"))
                .isEqualTo(new NewConsensusEvent(2));
    }

    @Test
    void descriptorsGuardAndStatus() throws Exception {
        assertThat(Replies.event("650 NEWDESC $" + A + "=x $" + B + "~y"))
                .isEqualTo(new NewDescriptorsEvent(List.of(new Fingerprint(A), new Fingerprint(B))));
        assertThat(Replies.event("650 GUARD ENTRY $" + A + "=x BAD"))
                .isEqualTo(new GuardEvent("ENTRY", new Fingerprint(A), "BAD"));
        assertThat(Replies.event("650 STATUS_CLIENT WARN BOOTSTRAP PROGRESS=80 SUMMARY=\"Connecting to it\""))
                .isEqualTo(new StatusEvent(
                        "STATUS_CLIENT", "WARN", "BOOTSTRAP", Map.of("PROGRESS", "80", "SUMMARY", "Connecting to it")));
    }

    @Test
    void changedOptions() throws Exception {
        assertThat(Replies.event(
                        "650-CONF_CHANGED",
                        "650-ExitPolicy=accept 1.2.3.4",
                        "650-ContactInfo=\"a \\\"b\\\"\"",
                        "650-ExitPolicy=reject *",
                        "650-ExitNodes",
                        "650 OK"))
                .isEqualTo(new ConfChangedEvent(Map.of(
                        "ExitPolicy", List.of("accept 1.2.3.4", "reject *"),
                        "ContactInfo", List.of("a \"b\""),
                        "ExitNodes", List.of())));
    }

    @Test
    void unknownEventsAreKept() throws Exception {
        assertThat(Replies.event("650 NONE SOLID \"NON SENSE\" condition=MEH"))
                .isEqualTo(new OtherEvent("NONE", List.of("SOLID \"NON SENSE\" condition=MEH")));
        assertThat(Replies.event("650+WARN", "a multi-line", "message", ".", "650 OK"))
                .isEqualTo(new OtherEvent("WARN", List.of("", "a multi-line", "message")));
        assertThat(Replies.event("650 EVENT_PAYMENT_ID_HASH_RECEIVED P_CIRC_ID=4197744070 N_CIRC_ID=0"))
                .isEqualTo(
                        new OtherEvent("EVENT_PAYMENT_ID_HASH_RECEIVED", List.of("P_CIRC_ID=4197744070 N_CIRC_ID=0")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CIRC",
                "CIRC 0 BUILT",
                "CIRC toolong8901234567 LAUNCHED",
                "CIRC 1 EXTENDED moria1,moria2",
                "CIRC 7 LAUNCHED SOCKS_USERNAME=\"never ends",
                "STREAM 18 SENTCONNECT 26",
                "STREAM 18 SENTCONNECT 26 a.example",
                "STREAM 18 SENTCONNECT 26 a.example:https",
                "STREAM 18 SENTCONNECT 26 a.example:65536",
                "STREAM 0 NEW 0 a.example:1",
                "CIRC_BW READ=272 WRITTEN=817",
                "CIRC_BW ID=11 READ=272 WRITTEN=817.7",
                "CIRC_BW ID=11 READ=-1 WRITTEN=1",
                "CIRC_BW ID=11 READ=9999999999999999999 WRITTEN=1",
                "ORCONN $7ED90E2833EE38A75795BA9237B0A4560E5=GreenD LAUNCHED",
                "ORCONN 127.0.0.1:9000 CONNECTED NCIRCS=too_many",
                "NEWDESC moria1",
                "GUARD ENTRY",
                "STATUS_CLIENT NOTICE"
            })
    void unreadableEventsAreKeptAsTheyCame(String text) throws Exception {
        int space = text.indexOf(' ');
        String keyword = space < 0 ? text : text.substring(0, space);
        String rest = space < 0 ? "" : text.substring(space + 1);

        assertThat(Replies.event("650 " + text)).isEqualTo(new OtherEvent(keyword, List.of(rest)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"650 ", "650  CIRC", "650 =", "650 \u0001"})
    void eventWithoutKeywordIsMalformed(String line) {
        assertThatThrownBy(() -> Replies.event(line)).isInstanceOf(TorException.class);
    }
}
