package org.eltor.relay.internal.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.RelayDirectory;
import org.eltor.testkit.ScriptedTor;
import org.eltor.testkit.SteppedExecutor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the directory makes of the consensus that tor gives out beside its list of relays. */
class LiveConsensusTest implements DirectoryOutlet {
    private static final String NS = "dir/status-vote/current/consensus";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final SteppedExecutor executor = new SteppedExecutor();
    private final ScriptedTor tor = ScriptedTor.stock(executor);
    private final LiveDirectory directory =
            new LiveDirectory(tor.control(), DirectoryTimes.STANDARD, executor.clock(), executor, this);
    private RelayDirectory shown;

    @Override
    public void show(RelayDirectory usable) {
        shown = usable;
    }

    @Override
    public void hide() {
        shown = null;
    }

    @BeforeEach
    void torHasRelays() {
        tor.torrc("UseMicrodescriptors", "0");
        TestRelays.addTo(tor, 4);
        tor.info(NS, "");
    }

    private void wait(Duration time) {
        executor.advance(time);
    }

    private long questions(String key) {
        return tor.commandLines("GETINFO").stream()
                .filter(line -> line.equals("GETINFO " + key))
                .count();
    }

    private void consensus(Instant validAfter, int weight) {
        Instant freshUntil = validAfter.plus(Duration.ofHours(1));
        Instant validUntil = validAfter.plus(Duration.ofHours(3));
        tor.info("consensus/valid-after", TIME.format(validAfter));
        tor.info("consensus/fresh-until", TIME.format(freshUntil));
        tor.info("consensus/valid-until", TIME.format(validUntil));
        tor.info(NS, Texts.consensus(validAfter, weight));
    }

    private Instant now() {
        return executor.clock().instant();
    }

    @Test
    void worksWithoutAConsensusAndSaysWhatThatMeans() {
        directory.start();
        wait(Duration.ofMillis(10));
        assertThat(shown).isNotNull();
        assertThat(shown.view().bandwidthWeight("Wgg")).isEmpty();
        assertThat(directory.problem())
                .get()
                .asString()
                .startsWith("Tor does not give out its consensus: relays are chosen without its bandwidth weights");

        consensus(now(), 6000);
        wait(Duration.ofHours(1));
        assertThat(shown.view().bandwidthWeight("Wgg")).hasValue(6000);
        assertThat(directory.problem()).isEmpty();
    }

    @Test
    void oneThatCannotBeReadFromTheStartIsSaidToo() {
        consensus(now(), 6000);
        tor.info(NS, "network-status-version 3\nvote-status consensus\nvalid-after never");
        directory.start();
        wait(Duration.ofSeconds(20));
        assertThat(shown.view().bandwidthWeight("Wgg")).isEmpty();
        assertThat(directory.problem())
                .get()
                .asString()
                .matches("Tor's consensus cannot be read \\(line [0-9]+: [^)]+\\): relays are chosen without .*");
    }

    @Test
    void aNewOneThatIsNotGivenOutIsSaid() {
        consensus(now(), 6000);
        directory.start();
        wait(Duration.ofSeconds(20));
        consensus(now().plusSeconds(1), 5000);
        tor.info(NS, "");
        tor.newConsensus();
        wait(Duration.ofSeconds(20));
        assertThat(shown.view().bandwidthWeight("Wgg")).hasValue(6000);
        assertThat(directory.problem()).get().asString().contains("weights of the former one");
    }

    @Test
    void takesWeightsAndParametersOfTheConsensus() {
        consensus(now(), 6000);
        directory.start();
        wait(Duration.ofMillis(10));
        assertThat(directory.problem()).isEmpty();
        assertThat(shown.view().bandwidthWeight("Wgg")).hasValue(6000);
        assertThat(shown.view().parameter("bwweightscale")).hasValue(10_000);
        assertThat(shown.view().parameter("other")).isEmpty();
    }

    @Test
    void asksForTheSameConsensusOnlyOnce() {
        consensus(now(), 6000);
        directory.start();
        wait(Duration.ofSeconds(20));
        tor.newConsensus();
        wait(Duration.ofSeconds(20));
        assertThat(questions("consensus/valid-after")).isEqualTo(2);
        assertThat(questions(NS)).isEqualTo(1);

        consensus(now(), 5000);
        tor.newConsensus();
        wait(Duration.ofSeconds(20));
        assertThat(questions(NS)).isEqualTo(2);
        assertThat(shown.view().bandwidthWeight("Wgg")).hasValue(5000);
    }

    @Test
    void aNewConsensusThatCannotBeReadLeavesTheViewInUse() {
        consensus(now(), 6000);
        directory.start();
        wait(Duration.ofSeconds(20));
        NetworkView before = shown.view();
        Instant next = now();
        consensus(next, 5000);
        tor.info(NS, "network-status-version 3\nvote-status consensus\nvalid-after never");
        tor.addRelay(Texts.relay(5, "Exit Fast Guard Running Stable Valid"));
        tor.newConsensus();
        wait(Duration.ofSeconds(20));
        assertThat(questions(NS)).isEqualTo(2);
        assertThat(shown.view()).isSameAs(before);
        assertThat(directory.problem()).get().asString().contains("its new consensus: ", "trying again");

        consensus(next, 5000);
        wait(Duration.ofHours(1));
        assertThat(shown.view().relays()).hasSize(5);
        assertThat(shown.view().bandwidthWeight("Wgg")).hasValue(5000);
        assertThat(directory.problem()).isEmpty();
    }

    @Test
    void aViewInUseIsKeptForADayWhenNoNewConsensusCanBeRead() {
        consensus(now(), 6000);
        directory.start();
        wait(Duration.ofSeconds(20));
        for (int hour = 0; hour < 28; hour++) {
            assertThat(shown).as("hour %s", hour).isNotNull();
            consensus(now(), 5000);
            tor.info(NS, "network-status-version 3");
            wait(Duration.ofHours(1));
        }
        assertThat(shown).isNull();
    }

    @Test
    void aStaleConsensusIsRefused() {
        consensus(now().minus(Duration.ofHours(4)), 6000);
        directory.start();
        wait(Duration.ofMinutes(5));
        assertThat(shown).isNull();
        assertThat(directory.problem()).get().asString().startsWith("The consensus is stale: it was valid until ");

        consensus(now(), 6000);
        tor.newConsensus();
        wait(Duration.ofSeconds(1));
        assertThat(shown).isNotNull();
        assertThat(directory.problem()).isEmpty();
    }

    @Test
    void aViewInUseIsKeptForADayWhenNoNewConsensusComes() {
        consensus(now(), 6000);
        directory.start();
        wait(Duration.ofSeconds(20));
        wait(Duration.ofHours(4));
        assertThat(shown).isNotNull();
        assertThat(directory.problem()).get().asString().contains("stale");
        wait(Duration.ofHours(24));
        assertThat(shown).isNull();
    }
}
