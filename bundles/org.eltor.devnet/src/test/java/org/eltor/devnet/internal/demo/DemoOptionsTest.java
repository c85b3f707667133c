package org.eltor.devnet.internal.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.eltor.devnet.internal.DevnetException;
import org.eltor.devnet.internal.MoneyKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoOptionsTest {

    @TempDir
    private Path folder;

    private final Map<String, String> given = new HashMap<>();

    @BeforeEach
    void nameATor() throws Exception {
        Path tor = Files.createFile(
                folder.resolve("tor"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        given.put("--tor", tor.toString());
    }

    private DemoOptions parse() throws DevnetException {
        return DemoOptions.parse(given, MoneyKind.SIMULATED);
    }

    @Test
    void theUsualDemoHasTwoCircuitsAndTenRoundsOfThreeSeconds() throws Exception {
        DemoOptions options = parse();
        assertThat(options.circuits()).isEqualTo(2);
        assertThat(options.rounds()).isEqualTo(10);
        assertThat(options.interval()).isEqualTo(Duration.ofSeconds(6));
        assertThat(options.spacing()).isEqualTo(Duration.ofSeconds(3));
        assertThat(options.kill()).isEmpty();
        assertThat(options.json()).isEmpty();
        assertThat(options.network().middles()).isEqualTo(5);
        assertThat(options.network().exits()).isEqualTo(4);
    }

    @Test
    void everythingCanBeChosen() throws Exception {
        given.putAll(Map.of(
                "--circuits", "4",
                "--rounds", "20",
                "--interval", "60",
                "--kill", "both@18",
                "--wallet", "simulated",
                "--json", folder.resolve("seen.json").toString(),
                "--status-file", folder.resolve("status").toString()));
        DemoOptions options = parse();
        assertThat(options.kill()).contains(new Kill(Kill.Target.BOTH, 18));
        assertThat(options.interval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(options.json()).contains(folder.resolve("seen.json"));
        assertThat(options.network().exits()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({
        "--circuits, 1, 2 to 4",
        "--circuits, 5, 2 to 4",
        "--circuits, two, 2 to 4",
        "--rounds, 1, 2 to 1000",
        "--rounds, -3, 2 to 1000",
        "--interval, 1, 2 to 60",
        "--interval, 61, 2 to 60",
        "--interval, 6.5, 2 to 60",
        "--wallet, phoenixd, lightning or simulated",
        "--tor, /nowhere/tor, --tor",
        "--json, /nowhere/seen.json, folder"
    })
    void aBadValueIsRefusedInOneLineWithTheWayOut(String option, String value, String wayOut) {
        given.put(option, value);
        assertThatThrownBy(this::parse)
                .isInstanceOf(DevnetException.class)
                .message()
                .startsWith(option.equals("--tor") ? "There is no tor" : option)
                .contains(wayOut.split(" ")[0])
                .doesNotContain("\n");
    }

    @Test
    void lightningIsUsualWhereItIsThereAndTakesLongerIntervals() throws Exception {
        DemoOptions options = DemoOptions.parse(given, MoneyKind.LIGHTNING);
        assertThat(options.money()).isEqualTo(MoneyKind.LIGHTNING);
        assertThat(options.network().money()).isEqualTo(MoneyKind.LIGHTNING);
        assertThat(options.interval()).isEqualTo(Duration.ofSeconds(20));
        given.put("--circuits", "4");
        assertThat(DemoOptions.parse(given, MoneyKind.LIGHTNING).interval()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void theWalletThatIsNamedIsTaken() throws Exception {
        given.put("--wallet", "simulated");
        assertThat(DemoOptions.parse(given, MoneyKind.LIGHTNING).money()).isEqualTo(MoneyKind.SIMULATED);
        given.put("--wallet", "lightning");
        assertThat(parse().money()).isEqualTo(MoneyKind.LIGHTNING);
    }

    @Test
    void eachCircuitNeedsARound() {
        given.putAll(Map.of("--circuits", "4", "--rounds", "3"));
        assertThatThrownBy(this::parse).hasMessage("--rounds must be at least 4, one for each circuit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit", "exit@", "exit@0", "exit@9", "relay@3", "@3", "exit@x", "both@10", "exit@99999"})
    void aBadKillIsRefusedWithItsRange(String kill) {
        given.put("--kill", kill);
        assertThatThrownBy(this::parse)
                .hasMessage("--kill must be exit, middle, guard or both, then @ and a round from 1 to 8,"
                        + " for example exit@4");
    }

    @Test
    void aKillNeedsThreeRounds() {
        given.putAll(Map.of("--kill", "exit@1", "--rounds", "2"));
        assertThatThrownBy(this::parse).message().contains("--rounds 3 or more");
    }

    @Test
    void theFirstAndTheLastRoundOfAKill() throws Exception {
        given.put("--kill", "guard@1");
        assertThat(parse().kill()).contains(new Kill(Kill.Target.GUARD, 1));
        given.put("--kill", "middle@8");
        assertThat(parse().kill()).contains(new Kill(Kill.Target.MIDDLE, 8));
    }

    @Test
    void whatIsShownOfABadValueIsPrintableAndShort() {
        given.put("--circuits", "\u001b[31m" + "9".repeat(100));
        assertThatThrownBy(this::parse).message().doesNotContain("\u001b").hasSizeLessThan(120);
    }
}
