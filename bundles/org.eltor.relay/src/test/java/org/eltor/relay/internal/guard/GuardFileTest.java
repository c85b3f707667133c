package org.eltor.relay.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.eltor.relay.internal.SteppedClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardFileTest {
    private final SteppedClock clock = new SteppedClock();
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    private final ScriptedPool pool = ScriptedPool.of(300);

    @TempDir
    Path folder;

    private Path path;
    private GuardFile file;
    private SampledGuards guards;

    @BeforeEach
    void save() throws IOException {
        path = folder.resolve("eltor").resolve("guards.json");
        file = new GuardFile(path, clock);
        guards = fresh();
        assertThat(file.load(guards)).isEmpty();
        guards.built(guards.choose(pool).primary().get(2));
        guards.failedAt(guards.choose(pool).primary().get(1));
        guards.ended(guards.choose(pool).primary().get(0), true);
        file.save(guards);
    }

    private SampledGuards fresh() {
        return new SampledGuards(clock, random, () -> {}, warning -> {});
    }

    @Test
    void aRestartChangesNothing() throws IOException {
        clock.advance(Duration.ofDays(1));
        SampledGuards later = fresh();
        assertThat(file.load(later)).isEmpty();
        assertThat(later.records(pool)).isEqualTo(guards.records(pool));
        assertThat(later.choose(pool)).isEqualTo(guards.choose(pool));
        guards.built(guards.choose(pool).primary().get(1));
        later.built(later.choose(pool).primary().get(1));
        assertThat(later.choose(pool).primary()).isEqualTo(guards.choose(pool).primary());
    }

    @Test
    void onlyTheOwnerMayReadIt() throws IOException {
        file.save(guards);
        for (Path each : List.of(path, path.resolveSibling("guards.json.previous"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                    .isEqualTo("rw-------");
        }
        try (var files = Files.list(path.getParent())) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void aDamagedFileIsPutAsideAndTheVersionBeforeIsUsed() throws IOException {
        file.save(guards);
        byte[] whole = Files.readAllBytes(path);
        for (int cut = 0; cut < whole.length; cut += 97) {
            Files.write(path, Arrays.copyOf(whole, cut));
            SampledGuards later = fresh();
            Optional<String> said = file.load(later);
            assertThat(said).as("cut at %d", cut).isPresent();
            assertThat(said.get())
                    .contains("was damaged", ".damaged-20260101", "version before")
                    .doesNotContain("\n");
            assertThat(later.records(pool)).isEqualTo(guards.records(pool));
            assertThat(path).doesNotExist();
        }
    }

    @Test
    void withoutAVersionBeforeNewGuardsAreChosenAndThatIsSaid() throws IOException {
        for (String text : List.of(
                "",
                "[]",
                "{\"version\":2,\"guards\":[]}",
                "{\"version\":1}",
                "{\"version\":1,\"guards\":[{\"relay\":\"x\"}]}",
                "{\"version\":1,\"guards\":[{\"relay\":\"" + "A".repeat(40) + "\",\"added\":\"today\"}]}")) {
            Files.writeString(path, text);
            SampledGuards later = fresh();
            assertThat(file.load(later)).as(text).get().asString().contains("new guards are chosen", "restore");
            assertThat(later.records(pool)).isEmpty();
        }
    }

    @Test
    void aFileThatCannotBeReadIsNoEmptyOne() throws IOException {
        Files.delete(path);
        Files.createDirectory(path); // not even root can read this as a file
        assertThatThrownBy(() -> file.load(fresh()))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("cannot be read", "make it readable, or remove it");
        assertThat(path).exists();
    }
}
