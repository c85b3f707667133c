package org.eltor.tor.control.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eltor.api.tor.CircuitEvent;
import org.eltor.api.tor.ConfChangedEvent;
import org.eltor.api.tor.GuardEvent;
import org.eltor.api.tor.NewConsensusEvent;
import org.eltor.api.tor.NewDescriptorsEvent;
import org.eltor.api.tor.OrConnEvent;
import org.eltor.api.tor.OtherEvent;
import org.eltor.api.tor.StatusEvent;
import org.eltor.api.tor.StreamEvent;
import org.eltor.api.tor.TorEvent;
import org.eltor.api.tor.TorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Strings that other implementations are tested with, and the log of a real tor. */
class VectorsTest {
    private static final String STEM = "stem/control-replies.json";
    private static final String TXTORCON = "txtorcon/control-strings.json";
    private static final String LOG = "onionperf-torctl.log.gz";

    /** What a text may be the beginning, middle or end of. */
    private static final List<String> FRAMES = List.of(
            "%s\r\n",
            "650 %s\r\n",
            "650 CIRC %s\r\n",
            "650 STREAM %s\r\n",
            "650 ORCONN %s\r\n",
            "650-CONF_CHANGED\r\n650-%s\r\n650 OK\r\n",
            "650+NEWCONSENSUS\r\n%s\r\n.\r\n650 OK\r\n",
            "250 %s\r\n",
            "250-%s\r\n250 OK\r\n",
            "250-PROTOCOLINFO 1\r\n250-AUTH %s\r\n250 OK\r\n",
            "250+version=\r\n%s\r\n.\r\n250 OK\r\n");

    @ParameterizedTest
    @ValueSource(strings = {STEM, TXTORCON})
    void everyStringIsReadOrRefused(String file) throws Exception {
        List<String> strings = Vectors.strings(file);
        assertThat(strings).hasSizeGreaterThan(300);

        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            long understood = 0;
            for (String text : strings) {
                for (String frame : FRAMES) {
                    AnyText any = new AnyText();
                    any.take(frame.replace("%s", text).getBytes(StandardCharsets.UTF_8));
                    understood += any.replies() + any.events();
                }
            }
            assertThat(understood).isGreaterThan(strings.size());
        });
    }

    @ParameterizedTest
    @CsvSource({
        "CIRC_LAUNCHED,                       CircuitEvent",
        "CIRC_FAILED,                         CircuitEvent",
        "CIRC_WITH_CREDENTIALS,               CircuitEvent",
        "CIRC_LAUNCHED_OLD,                   CircuitEvent",
        "CIRC_LAUNCHED_BAD_2,                 OtherEvent",
        "CIRC_BUILT_OLD,                      OtherEvent",
        "CIRC_MINOR_EVENT,                    OtherEvent",
        "CONF_CHANGED_EVENT,                  ConfChangedEvent",
        "CONF_CHANGED_EVENT_MULTIPLE,         ConfChangedEvent",
        "GUARD_BAD,                           GuardEvent",
        "NEWCONSENSUS_EVENT,                  NewConsensusEvent",
        "NEWDESC_MULTIPLE,                    NewDescriptorsEvent",
        "ORCONN_CONNECTED,                    OrConnEvent",
        "ORCONN_BAD_1,                        OtherEvent",
        "ORCONN_BAD_3,                        OtherEvent",
        "STATUS_CLIENT_BOOTSTRAP_STUCK,       StatusEvent",
        "STATUS_SPECIFIC_CONSENSUS_ARRIVED,   OtherEvent",
        "STREAM_NEWRESOLVE_IP6,               StreamEvent",
        "STREAM_DIR_FETCH,                    StreamEvent",
        "STREAM_SENTCONNECT_BAD_1,            OtherEvent",
        "STREAM_SENTCONNECT_BAD_3,            OtherEvent",
        "CIRC_BW_WITH_EXTRA_COUNTS,           CircuitBandwidthEvent",
        "CIRC_BW_BAD_MISSING_ID,              OtherEvent",
        "HS_DESC_CONTENT_EMPTY_EVENT,         OtherEvent"
    })
    void eventsOfStemHaveTheirTypes(String name, String type) throws Exception {
        assertThat(event(name).getClass().getSimpleName()).isEqualTo(type);
    }

    @Test
    void someOfStemInDetail() throws Exception {
        assertThat(((CircuitEvent) event("CIRC_WITH_CREDENTIALS")).arguments())
                .containsEntry("SOCKS_USERNAME", "It's a me, Mario!");
        assertThat(((ConfChangedEvent) event("CONF_CHANGED_EVENT")).options())
                .isEqualTo(Map.of(
                        "ExitNodes",
                        List.of("caerSidi"),
                        "ExitPolicy",
                        List.of(),
                        "MaxCircuitDirtiness",
                        List.of("20")));
        assertThat(((GuardEvent) event("GUARD_BAD")).status()).isEqualTo("BAD");
        assertThat(((NewConsensusEvent) event("NEWCONSENSUS_EVENT")).entries()).isEqualTo(2);
        assertThat(((NewDescriptorsEvent) event("NEWDESC_MULTIPLE")).relays()).hasSize(2);
        assertThat(((OrConnEvent) event("ORCONN_CONNECTED")).circuits()).isEqualTo(20);
        assertThat(((StatusEvent) event("STATUS_CLIENT_BOOTSTRAP_STUCK")).arguments())
                .containsEntry("WARNING", "Network is unreachable");
        assertThat(((StreamEvent) event("STREAM_NEWRESOLVE_IP6")).targetHost()).isEqualTo("2001:db8::1");
        assertThat(((OtherEvent) event("HS_DESC_CONTENT_EMPTY_EVENT")).lines()).hasSize(2);
    }

    private static TorEvent event(String name) throws Exception {
        List<Reply> replies = Replies.all(Vectors.named(STEM, name).stripTrailing() + "\n");
        assertThat(replies).hasSize(1);
        return EventParser.parse(replies.get(0));
    }

    @Test
    void everyEventOfARealTorHasItsType() throws Exception {
        Map<String, Integer> counts = new TreeMap<>();
        for (TorEvent event : eventsOfTheLog()) {
            counts.merge(event.getClass().getSimpleName(), 1, Integer::sum);
            if (event instanceof OtherEvent other) {
                counts.merge(other.keyword(), 1, Integer::sum);
            }
        }

        assertThat(counts)
                .containsEntry("CircuitEvent", 113)
                .containsEntry("StreamEvent", 38)
                .containsEntry("OrConnEvent", 30)
                .containsEntry("CircuitBandwidthEvent", 169)
                .containsEntry("BW", 163)
                .containsEntry("STREAM_BW", 150)
                .doesNotContainKeys("CIRC", "STREAM", "ORCONN", "CIRC_BW");
    }

    private static List<TorEvent> eventsOfTheLog() throws Exception {
        List<TorEvent> events = new ArrayList<>();
        ReplyParser parser = new ReplyParser();
        for (String line : Vectors.gzipLines(LOG)) {
            String text = line.replaceFirst("^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\d+\\.\\d+ ", "");
            try {
                parser.feed(text).ifPresent(reply -> events.add(parsed(reply)));
            } catch (TorException e) {
                assertThat(text).doesNotStartWith("650");
            }
        }
        return events;
    }

    private static TorEvent parsed(Reply reply) {
        try {
            return EventParser.parse(reply);
        } catch (TorException e) {
            throw new AssertionError(e);
        }
    }
}
