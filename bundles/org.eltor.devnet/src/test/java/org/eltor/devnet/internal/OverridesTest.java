package org.eltor.devnet.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OverridesTest {

    private static final String PID = "org.eltor.circuit";

    private final InMemoryConfigurations configurations = new InMemoryConfigurations();
    private final Overrides overrides = new Overrides(configurations.admin());

    @Test
    void aConfigurationThatWasNotThereIsGoneAfterwards() throws Exception {
        overrides.set(PID, Map.of("circuits", 3));
        assertThat(configurations.values(PID)).containsEntry("circuits", 3);
        overrides.restoreAll();
        assertThat(configurations.values(PID)).isNull();
    }

    @Test
    void whatTheUserSetIsKeptAndComesBack() throws Exception {
        configurations.put(PID, Map.of("circuits", 4, "stickiness", "none"));
        overrides.set(PID, Map.of("circuits", 2));
        assertThat(configurations.values(PID)).containsEntry("circuits", 2).containsEntry("stickiness", "none");
        overrides.restoreAll();
        assertThat(configurations.values(PID)).isEqualTo(Map.of("circuits", 4, "stickiness", "none"));
    }

    @Test
    void anotherInstanceCanRestore() throws Exception {
        configurations.put(PID, Map.of("circuits", 4));
        overrides.set(PID, Map.of("circuits", 2));
        new Overrides(configurations.admin()).restoreAll();
        assertThat(configurations.values(PID)).isEqualTo(Map.of("circuits", 4));
    }

    @Test
    void settingTwiceStillRestoresWhatTheUserSet() throws Exception {
        configurations.put(PID, Map.of("circuits", 4));
        overrides.set(PID, Map.of("circuits", 2));
        overrides.set(PID, Map.of("circuits", 3));
        assertThat(overrides.values(PID)).isEqualTo(Map.of("circuits", 4));
        overrides.restoreAll();
        assertThat(configurations.values(PID)).isEqualTo(Map.of("circuits", 4));
    }

    @Test
    void theUsersFileIsNotWrittenMeanwhile() throws Exception {
        Map<String, Object> user = Map.of("circuits", 4, "felix.fileinstall.filename", "file:/etc/x.cfg");
        configurations.put(PID, user);
        overrides.set(PID, Map.of("circuits", 2));
        assertThat(configurations.values(PID)).doesNotContainKey("felix.fileinstall.filename");
        overrides.restoreAll();
        assertThat(configurations.values(PID)).isEqualTo(user);
    }

    @Test
    void otherConfigurationsAreLeftAlone() throws Exception {
        configurations.put("other", Map.of("a", "b"));
        overrides.restoreAll();
        assertThat(configurations.values("other")).isEqualTo(Map.of("a", "b"));
    }
}
