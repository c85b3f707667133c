package org.eltor.relay.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.PaymentTerms;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.guard.GuardPool;
import org.eltor.relay.internal.path.PathSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on disk after a component was stopped, and what a file that cannot be used does to it. */
class StateComponentsTest {
    private static final GuardPool POOL = new GuardPool() {
        @Override
        public int size() {
            return 50;
        }

        @Override
        public boolean isListed(Fingerprint relay) {
            return true;
        }

        @Override
        public boolean isUsable(Fingerprint relay) {
            return true;
        }

        @Override
        public Optional<Fingerprint> draw(Predicate<Fingerprint> fits, RandomGenerator random) {
            return IntStream.rangeClosed(1, 50)
                    .mapToObj(number -> new Fingerprint("%040X".formatted(number)))
                    .filter(fits)
                    .findFirst();
        }
    };

    private final SteppedClock clock = new SteppedClock();

    @TempDir
    Path folder;

    private GuardsComponent guards() {
        return new GuardsComponent(folder.resolve("guards.json"), clock);
    }

    private HistoryComponent history(GuardsComponent guards) {
        return new HistoryComponent(folder.resolve("history.json"), clock, guards);
    }

    private static PathPlan through(Fingerprint guard) {
        List<RelayDescriptor> hops = List.of(guard, fingerprint(1000), fingerprint(1001)).stream()
                .map(relay -> new RelayDescriptor(
                        relay,
                        "relay",
                        List.of("10.0.0.1"),
                        Set.of(),
                        1,
                        Set.of(),
                        port -> true,
                        true,
                        PaymentTerms.FREE))
                .toList();
        return new PathPlan(hops, MilliSatoshi.ZERO, Set.of());
    }

    private static Fingerprint fingerprint(int number) {
        return new Fingerprint("%040X".formatted(number));
    }

    @Test
    void guardsAndHistoryOutliveARestart() throws InterruptedException {
        GuardsComponent guards = guards();
        HistoryComponent history = history(guards);
        Fingerprint third = guards.choose(POOL).primary().get(2);
        history.circuitBuilt(through(third), Duration.ofSeconds(1));
        history.circuitFailed(through(third), 1);
        history.circuitClosed(through(third), 1_000_000, 100_000, true);
        history.circuitFailed(through(guards.choose(POOL).primary().get(1)), 0);
        history.deactivate();
        guards.deactivate();

        GuardsComponent later = guards();
        HistoryComponent again = history(later);
        assertThat(later.choose(POOL).now()).first().isEqualTo(third);
        assertThat(later.records(POOL)).isEqualTo(guards.records(POOL));
        assertThat(later.records(POOL)).first().satisfies(guard -> {
            assertThat(guard.circuits()).isEqualTo(2);
            assertThat(guard.built()).isEqualTo(1);
            assertThat(guard.paidButClosed()).isEqualTo(1);
        });
        assertThat(again.records()).isEqualTo(history.records()).isNotEmpty();
        again.clear();
        again.deactivate();
        assertThat(history(later).records()).isEmpty();
        later.deactivate();
    }

    @Test
    void aGuardFileThatCannotBeReadIsAProblemAndStaysAsItIs() throws Exception {
        Files.createDirectory(folder.resolve("guards.json"));
        GuardsComponent guards = guards();
        assertThat(guards.problem()).get().asString().contains("cannot be read");
        guards.choose(POOL);
        guards.deactivate();
        assertThat(folder.resolve("guards.json")).isDirectory();
    }

    @Test
    void aDamagedGuardFileIsANotice() throws Exception {
        Files.writeString(folder.resolve("guards.json"), "{");
        GuardsComponent guards = guards();
        assertThat(guards.problem()).isEmpty();
        assertThat(guards.notices()).singleElement().asString().contains("new guards are chosen");
        guards.choose(POOL);
        guards.deactivate();
        assertThat(folder.resolve("guards.json")).isRegularFile();
    }

    @Test
    void whatCannotBeKeptIsANotice() throws Exception {
        GuardsComponent guards = new GuardsComponent(folder.resolve("eltor").resolve("guards.json"), clock);
        Files.createFile(folder.resolve("eltor"));
        guards.choose(POOL);
        guards.deactivate();
        assertThat(guards.notices()).singleElement().asString().contains("cannot be kept");
    }

    @Test
    void theFolderIsKarafs() {
        assertThat(StateFolder.of(Map.of("karaf.data", "/data", "user.home", "/home")::get))
                .isEqualTo(Path.of("/data/eltor"));
        assertThat(StateFolder.of(Map.of("user.home", "/home")::get)).isEqualTo(Path.of("/home/.eltor"));
    }

    @Test
    void settingsAreChecked() {
        for (String name : List.of("strict_nodes", "long_lived_ports")) {
            assertThatThrownBy(() -> RelaySettings.of(Configs.with(name, "x")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name.replace('_', '.'));
        }
        assertThatThrownBy(() -> RelaySettings.of(Configs.with("relay_max_msat", -1L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("relay.max.msat");
        assertThat(RelaySettings.of(Configs.with("long_lived_ports", " 22, 6667,"))
                        .longLivedPorts())
                .containsExactlyInAnyOrder(22, 6667);
        assertThat(RelaySettings.of(Configs.with("", "")).longLivedPorts()).isEqualTo(PathSettings.LONG_LIVED_PORTS);
        assertThat(RelaySettings.of(Configs.with("", "")).priceInfluence()).isTrue();
    }
}
