package org.eltor.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.eltor.api.circuit.SessionState;
import org.junit.jupiter.api.Test;

class StartViewTest {
    @Test
    void aStartSaysWhatItWaitsFor() {
        Page page = StartView.of(Optional.of(Samples.session(SessionState.WAITING, "no wallet")), false);

        assertThat(Samples.text(page).lines())
                .containsExactly(
                        "Started: 2 circuits, 10 rounds, then over again. eltor:status shows how it goes.",
                        "Waits: no wallet");
        assertThat(page.json().toString())
                .isEqualTo("{\"started\":true,\"once\":false,\"state\":\"WAITING\",\"circuitsWanted\":2,"
                        + "\"rounds\":10,\"problem\":\"no wallet\"}");
    }

    @Test
    void onceEndsByItself() {
        assertThat(Samples.text(StartView.of(Optional.empty(), true))).startsWith("Started, then it stops.");
    }

    @Test
    void aStopSaysHowToGoOn() {
        assertThat(Samples.text(StartView.stopped())).contains("Stopped", "eltor:start");
        assertThat(StartView.stopped().json().toString()).isEqualTo("{\"stopped\":true}");
    }
}
