package org.eltor.relay.internal.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayDirectory;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.TorException;
import org.eltor.relay.internal.path.NodeChoice;
import org.eltor.testkit.ScriptedRelay;
import org.eltor.testkit.ScriptedTor;
import org.eltor.testkit.SettableClock;
import org.eltor.testkit.SteppedExecutor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveDirectoryTest implements DirectoryOutlet {
    private static final String ALL_FLAGS = "Exit Fast Guard Running Stable Valid";

    private final SteppedExecutor executor = new SteppedExecutor();
    private final ScriptedTor tor = ScriptedTor.stock(executor);
    private final LiveDirectory directory =
            new LiveDirectory(tor.control(), DirectoryTimes.STANDARD, executor.clock(), executor, this);
    private RelayDirectory shown;

    @Override
    public void show(RelayDirectory usable) {
        assertThat(usable.view()).isNotNull();
        shown = usable;
    }

    @Override
    public void hide() {
        shown = null;
    }

    @BeforeEach
    void torFetchesServerDescriptors() {
        tor.torrc("UseMicrodescriptors", "0");
        tor.info("dir/status-vote/current/consensus", Texts.consensus(SettableClock.START, 6000));
    }

    private void relays(int count) {
        for (int number = 1; number <= count; number++) {
            tor.addRelay(Texts.relay(number, ALL_FLAGS));
        }
    }

    private void wait(int milliseconds) {
        executor.advance(Duration.ofMillis(milliseconds));
    }

    private long questions(String key) {
        return tor.commandLines("GETINFO").stream()
                .filter(line -> line.equals("GETINFO " + key))
                .count();
    }

    @Test
    void showsItselfOnceThereIsAUsableView() {
        relays(4);
        directory.start();
        assertThat(shown).isNull(); // starting does not wait
        assertThat(directory.problem()).isPresent();
        wait(10);

        assertThat(shown).isSameAs(directory);
        assertThat(directory.problem()).isEmpty();
        assertThat(directory.view().generation()).isPositive();
        assertThat(directory.view().relays()).hasSize(4);
        assertThat(directory.view().relay(Texts.fingerprint(2))).isPresent();
        assertThat(directory.view().relay(Texts.fingerprint(9))).isEmpty();
    }

    @Test
    void waitsForDirectoryInformationNotForBootstrap() {
        relays(4);
        tor.info("status/enough-dir-info", "0");
        directory.start();
        wait(3_600_000);
        assertThat(shown).isNull();
        assertThat(directory.problem()).get().asString().contains("not enough directory information");
        assertThat(questions("ns/all")).isZero();
        assertThat(questions("status/enough-dir-info")).isLessThan(150); // an hour of checks

        tor.info("status/enough-dir-info", "1");
        tor.bootstrap(80, "ap_conn", "Connecting to a relay to build circuits");
        wait(250);
        assertThat(shown).isSameAs(directory);
    }

    @Test
    void noticesWithoutAnyEvent() {
        directory.start();
        wait(60_000);
        assertThat(directory.problem()).get().asString().contains("No usable relays: tor lists 0");
        relays(3);
        wait(30_000);
        assertThat(shown).isSameAs(directory);
    }

    @Test
    void saysWhichOptionLetsTorFetchServerDescriptors() {
        tor.torrc("UseMicrodescriptors", "auto");
        relays(5);
        directory.start();
        wait(10);
        assertThat(shown).isNull();
        assertThat(directory.problem())
                .hasValue("Tor lists 5 relays but fetches no server descriptors, which hold families and payment terms;"
                        + " set \"UseMicrodescriptors 0\" or \"FetchUselessDescriptors 1\" in the torrc");

        tor.control().setConf(Map.of("FetchUselessDescriptors", "1"));
        wait(300);
        assertThat(shown).isSameAs(directory);
    }

    @Test
    void renewsOnEventsOncePerBurst() {
        relays(4);
        directory.start();
        wait(20_000);
        long before = questions("ns/all");
        long generation = directory.view().generation();
        tor.addRelay(Texts.relay(5, ALL_FLAGS, "PaymentBolt12Offer " + Texts.OFFER, "PaymentRateMsats 1000"));
        for (int i = 0; i < 100; i++) {
            tor.newDescriptors(List.of(Texts.fingerprint(5)));
            tor.newConsensus();
            wait(1);
        }
        wait(300);

        assertThat(questions("ns/all") - before).isEqualTo(1);
        assertThat(directory.view().generation()).isGreaterThan(generation);
        assertThat(directory
                        .view()
                        .relay(Texts.fingerprint(5))
                        .orElseThrow()
                        .terms()
                        .rate()
                        .msat())
                .isEqualTo(1000);

        for (int i = 0; i < 60; i++) {
            tor.newConsensus();
            wait(1000);
        }
        assertThat(questions("ns/all") - before).isLessThan(9); // a pause of 10 s lies between two
    }

    @Test
    void anUnchangedNetworkKeepsItsView() {
        relays(4);
        directory.start();
        wait(20_000);
        Object view = directory.view();
        tor.newConsensus();
        wait(1000);
        assertThat(directory.view()).isSameAs(view);
    }

    @Test
    void hidesItselfWithoutUsableRelaysAndComesBack() {
        relays(3);
        directory.start();
        wait(20_000);
        tor.forgetRelay(Texts.fingerprint(1));
        tor.newConsensus();
        wait(300);
        assertThat(shown).isNull();
        assertThat(directory.view()).isNotNull(); // whoever still holds it can go on asking
        assertThat(directory.problem()).get().asString().startsWith("No usable relays: tor lists 2");

        relays(3);
        tor.newConsensus();
        wait(300);
        assertThat(shown).isSameAs(directory);
        assertThat(directory.problem()).isEmpty();
    }

    @Test
    void goesOnWhenTorSaysThatItsInformationIsOutOfDate() {
        relays(4);
        directory.start();
        wait(20_000);
        tor.info("status/enough-dir-info", "0");
        tor.newConsensus();
        wait(300);
        assertThat(shown).isSameAs(directory);
        assertThat(directory.problem()).get().asString().contains("out of date");

        tor.info("status/enough-dir-info", "1");
        wait(11_000);
        assertThat(directory.problem()).isEmpty();
    }

    @Test
    void followsTorsNodeLists() {
        relays(4);
        tor.torrc("ExitNodes", Texts.fingerprint(2) + ",{de}");
        directory.start();
        wait(20_000);
        assertThat(NodeChoice.of(directory.view()).exit()).hasToString(Texts.fingerprint(2) + ",{de}");
        assertThat(NodeChoice.of(directory.view()).entry()).hasToString("");

        tor.control().setConf(Map.of("EntryNodes", Texts.fingerprint(3).toString()));
        wait(300);
        assertThat(NodeChoice.of(directory.view()).entry())
                .hasToString(Texts.fingerprint(3).toString());
    }

    @Test
    void aQuestionThatTorRefusesIsAskedAgain() {
        relays(4);
        tor.commandDeadline(Duration.ofSeconds(10));
        tor.hangNextCommand(Duration.ofSeconds(15)); // SETEVENTS
        directory.start();
        wait(11_000);
        assertThat(shown).isNull();
        assertThat(directory.problem())
                .get()
                .asString()
                .contains("Tor does not answer")
                .contains("trying again");
        wait(30_000);
        assertThat(shown).isSameAs(directory);

        tor.addRelay(Texts.relay(5, ALL_FLAGS));
        tor.newConsensus(); // it listens, too
        wait(11_000);
        assertThat(directory.view().relays()).hasSize(5);
    }

    @Test
    void asksTorItselfWhichRelaysItDoesNotKnow() {
        relays(3);
        tor.addRelay(Texts.relay(4, ALL_FLAGS).withoutDescriptor());
        directory.start();
        wait(10);
        Set<Fingerprint> asked =
                Set.of(Texts.fingerprint(1), Texts.fingerprint(2), Texts.fingerprint(4), Texts.fingerprint(77));
        assertThat(unknown(asked)).containsExactlyInAnyOrder(Texts.fingerprint(4), Texts.fingerprint(77));
        assertThat(unknown(Set.of(Texts.fingerprint(1)))).isEmpty();
        assertThat(unknown(Set.of())).isEmpty();

        tor.forgetRelay(Texts.fingerprint(1)); // gone, and no event has said so
        assertThat(unknown(Set.of(Texts.fingerprint(1)))).containsExactly(Texts.fingerprint(1));
    }

    private Set<Fingerprint> unknown(Set<Fingerprint> relays) {
        var answer = directory.unknown(relays).toCompletableFuture();
        wait(10);
        return answer.join();
    }

    @Test
    void aLostConnectionIsNoUnknownRelay() {
        relays(3);
        directory.start();
        wait(10);
        tor.dropConnection();
        wait(10);
        var answer = directory.unknown(Set.of(Texts.fingerprint(1))).toCompletableFuture();
        wait(60_000);
        Throwable failure = catchThrowable(answer::join);
        assertThat(failure).isInstanceOf(CompletionException.class).hasCauseInstanceOf(TorException.class);
    }

    @Test
    void nothingHappensAfterClosing() {
        relays(4);
        directory.start();
        wait(20_000);
        directory.close();
        long before = questions("status/enough-dir-info");
        relays(9);
        tor.newConsensus();
        wait(7_200_000);
        assertThat(questions("status/enough-dir-info")).isEqualTo(before);
        assertThat(directory.view().relays())
                .extracting(RelayDescriptor::nickname)
                .hasSize(4);
    }

    @Test
    void hostileDocumentsLeaveTheOthersUsable() {
        relays(3);
        tor.addRelay(new ScriptedRelay(
                Texts.fingerprint(8), "bad", true, "r bad\ns Running\n", "router bad\nfingerprint \u001b[2J\n"));
        tor.addRelay(Texts.relay(9, ALL_FLAGS, "PaymentRateMsats -1"));
        directory.start();
        wait(10);
        assertThat(shown.view().relays()).hasSize(3);
        assertThat(shown.view().leftOut())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("malformed consensus entry", 1, "malformed descriptor", 1, "refused payment terms", 1));
    }
}
