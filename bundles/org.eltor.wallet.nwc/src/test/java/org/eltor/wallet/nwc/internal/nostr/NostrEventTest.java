package org.eltor.wallet.nwc.internal.nostr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.List;
import org.eltor.wallet.support.Json;
import org.junit.jupiter.api.Test;

class NostrEventTest {
    private final NostrKeys keys = new NostrKeys("00".repeat(31) + "03");
    private final NostrEvent event = NostrEvent.signed(
            keys,
            1_700_000_000,
            1,
            List.of(List.of("p", "x\"y"), List.of("t")),
            "a\n\"b\"\\ü\u0001",
            new SecureRandom());

    @Test
    void whatIsSignedIsGenuineAlsoAfterATrip() {
        assertThat(NostrEvent.verified(Json.parse(event.json().toString()))).contains(event);
        assertThat(event.tag("p")).contains("x\"y");
        assertThat(event.tag("t")).isEmpty();
    }

    @Test
    void whatWasChangedIsNot() {
        for (String field : List.of("id", "pubkey", "sig", "content")) {
            ObjectNode changed = event.json();
            changed.put(field, changed.get(field).textValue().replaceFirst("^.", "f") + "");
            if (!changed.equals(event.json())) {
                assertThat(NostrEvent.verified(changed)).as(field).isEmpty();
            }
        }
        assertThat(NostrEvent.verified(event.json().put("created_at", 1))).isEmpty();
        assertThat(NostrEvent.verified(event.json().put("kind", 2))).isEmpty();
        assertThat(NostrEvent.verified(event.json().put("kind", "1"))).isEmpty();
        assertThat(NostrEvent.verified(event.json().putNull("tags"))).isEmpty();
        assertThat(NostrEvent.verified(Json.parse("[]"))).isEmpty();
    }

    @Test
    void doesNotPrintWhatItHolds() {
        assertThat(event).hasToString("NostrEvent[kind 1]");
        assertThat(keys).hasToString("NostrKeys[***]");
    }
}
