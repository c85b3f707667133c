package org.eltor.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTest {
    private static final Problem TOR = new Problem("org.eltor.tor.control", "control port refused at 127.0.0.1:9051");
    private static final Problem WALLET = new Problem("org.eltor.wallet.phoenixd", "no password: set it");

    @Test
    void namesTheComponentForPeople() {
        assertThat(TOR).hasToString("tor control: control port refused at 127.0.0.1:9051");
        assertThat(new Problem("com.example.wallet", "x").name()).isEqualTo("com example wallet");
    }

    @Test
    void isOneCleanLine() {
        assertThat(new Problem("org.eltor.\u001btor", "a\nb\u202ec").toString()).isEqualTo("tor: a bc");
    }

    @Test
    void whatIsMissingIsExplainedByItsCause() {
        assertThat(Problem.missing("No relays yet", List.of(TOR, WALLET), "org.eltor.tor"))
                .hasMessage("No relays yet; tor control: control port refused at 127.0.0.1:9051");
    }

    @Test
    void withoutAKnownCauseAllProblemsAreNamed() {
        assertThat(Problem.missing("No relays yet", List.of(WALLET), "org.eltor.tor"))
                .hasMessage("No relays yet; wallet phoenixd: no password: set it");
    }

    @Test
    void withoutAnyProblemTheWayOutIsStillSaid() {
        assertThat(Problem.missing("No relays yet", List.of(), "org.eltor.tor").getMessage())
                .contains("try again", "eltor:status")
                .doesNotContain("\n");
    }
}
