package org.eltor.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.eltor.api.circuit.SessionInfo;
import org.eltor.api.circuit.SessionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatusViewTest {
    private static final Problem REFUSED =
            new Problem("org.eltor.tor.control", "control port refused at 127.0.0.1:9051; start tor");

    private static Status status(SessionInfo session, List<Problem> problems) {
        return new Status(
                Optional.of(session),
                2,
                session.tor(),
                Optional.of(Samples.totals()),
                Optional.of("round-robin"),
                List.of("phoenixd"),
                problems);
    }

    @Test
    void aRunningSessionIsShownWhole() {
        String text = Samples.text(StatusView.of(status(Samples.session(SessionState.RUNNING, null), List.of())));

        assertThat(text.lines())
                .containsExactly(
                        "Session    RUNNING",
                        "Tor        0.4.9.11 (stock tor) at 127.0.0.1:9051",
                        "Circuits   2 usable of 2 wanted",
                        "Round      3 of 10",
                        "Failovers  1",
                        "Strategy   round-robin",
                        "Wallets    1 (phoenixd)",
                        "Paid       45300 msat (45.3 sat) in 30 payments, 300 msat of it fees",
                        "Lately     45300 msat (45.3 sat) in the last hour, 45300 msat (45.3 sat) in the last day",
                        "In flight  2 whose outcome is not known yet; looked up, not repeated");
    }

    @Test
    void jsonHasStableNames() {
        Page page = StatusView.of(status(Samples.session(SessionState.WAITING, "no tor"), List.of(REFUSED)));

        assertThat(page.json().toString())
                .isEqualTo("{\"state\":\"WAITING\",\"problem\":\"no tor\",\"tor\":{\"version\":\"0.4.9.11\","
                        + "\"mode\":\"STOCK\",\"endpoint\":\"127.0.0.1:9051\"},\"round\":3,\"rounds\":10,"
                        + "\"circuitsUsable\":2,\"circuitsWanted\":2,\"failovers\":1,\"strategy\":\"round-robin\","
                        + "\"wallets\":[\"phoenixd\"],\"paid\":{\"payments\":30,\"amountMsat\":45000,\"feesMsat\":300,"
                        + "\"spentMsat\":45300,\"inFlight\":2,\"lastHourMsat\":45300,\"lastDayMsat\":45300},"
                        + "\"problems\":[{\"component\":\"org.eltor.tor.control\","
                        + "\"problem\":\"control port refused at 127.0.0.1:9051; start tor\"}]}");
    }

    @Test
    void whoeverIsStoppedLearnsHowToStart() {
        assertThat(Samples.text(StatusView.of(status(Samples.session(SessionState.STOPPED, null), List.of()))))
                .contains("STOPPED: eltor:start starts");
    }

    @ParameterizedTest
    @EnumSource(SessionState.class)
    void everyStateHasALine(SessionState state) {
        assertThat(Samples.text(StatusView.of(status(Samples.session(state, null), List.of()))))
                .startsWith("Session    " + state);
    }

    @Test
    void problemsAreSaidOnce() {
        SessionInfo session = Samples.session(SessionState.WAITING, "no relays: see tor" + Samples.HOSTILE);
        Problem same = new Problem("org.eltor.circuit", "no relays: see tor" + Samples.HOSTILE);

        String text = Samples.text(StatusView.of(status(session, List.of(same, REFUSED))));

        assertThat(text).containsOnlyOnce("no relays: see tor").doesNotContain("\u001b", "\u202e");
        assertThat(text).contains("Problem    tor control: control port refused at 127.0.0.1:9051; start tor");
    }

    @Test
    void withNothingThereTheWayOutIsSaid() {
        Status nothing = new Status(
                Optional.empty(), 0, Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of(REFUSED));

        assertThat(Samples.text(StatusView.of(nothing)))
                .contains("no circuit manager is running: feature:install eltor")
                .contains("Tor        not connected")
                .contains("feature:list | grep eltor-wallet")
                .contains("tor control: control port refused");
        assertThat(StatusView.of(nothing).json().toString())
                .startsWith("{\"state\":null,\"problem\":null,\"tor\":null,\"round\":null,");
    }

    @Test
    void namesFromPlugInsAreCleaned() {
        Status hostile = new Status(
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.of(Samples.HOSTILE),
                List.of(Samples.HOSTILE),
                List.of());

        assertThat(Samples.text(StatusView.of(hostile))).doesNotContain("\u001b", "\u202e", "\u009b", "\r");
    }
}
