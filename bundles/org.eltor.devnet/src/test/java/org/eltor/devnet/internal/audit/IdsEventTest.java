package org.eltor.devnet.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.eltor.api.tor.OtherEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsEventTest {

    private static final String PAYLOAD = Ids.payload(Ids.of(7));

    private static OtherEvent event(String line) {
        return new OtherEvent("EVENT_PAYMENT_ID_HASH_RECEIVED", List.of(line));
    }

    @Test
    void namedFormGivesNumberAndTenIds() {
        IdsEvent ids = IdsEvent.parse(event("P_CIRC_ID=4197744070 N_CIRC_ID=0 PAYMENT_HASH=" + PAYLOAD))
                .orElseThrow();
        assertThat(ids.circuit()).hasValue(4197744070L);
        assertThat(ids.ids()).isEqualTo(Ids.of(7));
    }

    @Test
    void olderFormHasNoNumber() {
        IdsEvent ids = IdsEvent.parse(event("0 " + PAYLOAD)).orElseThrow();
        assertThat(ids.circuit()).isEmpty();
        assertThat(ids.ids()).isEqualTo(Ids.of(7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0 ", "0 abcd", "P_CIRC_ID=1 N_CIRC_ID=0 PAYMENT_HASH=ab", "P_CIRC_ID=x PAYMENT_HASH=ab"})
    void anythingElseIsNoIds(String line) {
        assertThat(IdsEvent.parse(event(line))).isEmpty();
    }

    @Test
    void aPayloadOfAnotherLengthIsNoIds() {
        assertThat(IdsEvent.parse(event("0 " + PAYLOAD.substring(1)))).isEmpty();
        assertThat(IdsEvent.parse(event("0 " + PAYLOAD + "0"))).isEmpty();
    }

    @Test
    void otherEventsAreNoIds() {
        assertThat(IdsEvent.parse(new OtherEvent("EVENT_ELSE", List.of("0 " + PAYLOAD))))
                .isEmpty();
        assertThat(IdsEvent.parse(new OtherEvent("EVENT_PAYMENT_ID_HASH_RECEIVED", List.of())))
                .isEmpty();
    }

    @Test
    void neitherPrintsAnId() {
        IdsEvent ids = IdsEvent.parse(event("0 " + PAYLOAD)).orElseThrow();
        assertThat(ids.toString()).doesNotContain(Ids.of(7).get(0));
        assertThat(new Handover(
                                new org.eltor.api.tor.CircuitId("1"),
                                new org.eltor.api.tor.Fingerprint("A".repeat(40)),
                                Ids.of(7))
                        .toString())
                .doesNotContain(Ids.of(7).get(0));
    }
}
