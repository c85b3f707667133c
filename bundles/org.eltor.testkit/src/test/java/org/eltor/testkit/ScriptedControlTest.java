package org.eltor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.eltor.api.tor.ConfChangedEvent;
import org.eltor.api.tor.NewConsensusEvent;
import org.eltor.api.tor.NewDescriptorsEvent;
import org.eltor.api.tor.OtherEvent;
import org.eltor.api.tor.StreamId;
import org.eltor.api.tor.TorConnector.TorConnection;
import org.eltor.api.tor.TorControl;
import org.eltor.api.tor.TorEvent;
import org.eltor.api.tor.TorException;
import org.eltor.api.tor.TorException.Failure;
import org.eltor.api.tor.TorMode;
import org.eltor.api.tor.TorSubscription;
import org.junit.jupiter.api.Test;

class ScriptedControlTest {
    private final SteppedExecutor executor = new SteppedExecutor();
    private final ScriptedTor tor = ScriptedTor.stock(executor);
    private final TorConnection connection = tor.connect();
    private final TorControl control = connection.control();
    private final TorListener listener = new TorListener(executor, control, "CONF_CHANGED");

    @Test
    void answersNothingBeforeTimeIsStepped() {
        CompletableFuture<String> version = control.getInfo("version").toCompletableFuture();

        assertThat(version).isNotDone();
        executor.runUntilIdle();
        assertThat(version).isCompletedWithValue("0.4.9.11");
    }

    @Test
    void readsAndChangesOptionsInTorsSpelling() {
        listener.answer(control.setConf(Map.of("sockstimeout", "10 minutes")));
        assertThat(listener.answer(control.getConf(Set.of("SocksTimeout", "NoSuchOption"))))
                .isEqualTo(Map.of("SocksTimeout", List.of("600")));
        listener.answer(control.resetConf(Set.of("SocksTimeout")));
        listener.answer(control.resetConf(Set.of("SocksTimeout")));

        assertThat(listener.events)
                .containsExactly(
                        new ConfChangedEvent(Map.of("SocksTimeout", List.of("600"))),
                        new ConfChangedEvent(Map.of("SocksTimeout", List.of("120"))));
        assertThat(tor.option("SocksTimeout")).containsExactly("120");
        assertThat(listener.answer(control.getConf(Set.of("HashedControlPassword"))))
                .isEqualTo(Map.of("HashedControlPassword", List.of()));
    }

    @Test
    void changesAllOptionsOrNone() {
        assertThat(listener.refusal(control.setConf(Map.of("SocksTimeout", "10", "NoSuchOption", "1"))))
                .hasMessage("Unrecognized option: Unknown option 'NoSuchOption'.  Failing.")
                .returns(552, TorException::code);
        assertThat(listener.refusal(control.setConf(Map.of("__LeaveStreamsUnattached", "2"))))
                .hasMessage("Unacceptable option value: Could not parse __LeaveStreamsUnattached:"
                        + " Unrecognized value 2. Allowed values are 0 and 1.")
                .returns(513, TorException::code);
        assertThat(tor.option("SocksTimeout")).containsExactly("120");
        assertThat(listener.events).isEmpty();
    }

    @Test
    void keepsOptionsWhenAControllerDiesAndResetsThemOnReload() {
        listener.answer(control.setConf(Map.of("__LeaveStreamsUnattached", "1", "SocksTimeout", "10")));
        tor.dropConnection();
        executor.runUntilIdle();
        assertThat(tor.isAlive()).isTrue();
        assertThat(tor.option("__LeaveStreamsUnattached")).containsExactly("1");

        TorControl next = tor.control();
        listener.answer(next.signal("RELOAD"));
        assertThat(tor.option("__LeaveStreamsUnattached")).containsExactly("0");
        assertThat(tor.option("SocksTimeout")).containsExactly("120");
    }

    @Test
    void refusesUnknownKeysEventsAndSignals() {
        assertThat(listener.refusal(control.getInfo("nope")))
                .hasMessage("Unrecognized key \"nope\"")
                .returns(552, TorException::code)
                .returns(Failure.REFUSED, TorException::failure);
        assertThat(listener.refusal(control.subscribe(Set.of("PAYMENT_ID_HASH_RECEIVED"), event -> {})))
                .hasMessage("Unrecognized event \"PAYMENT_ID_HASH_RECEIVED\"");
        assertThat(listener.refusal(control.signal("FOO"))).hasMessage("Unrecognized signal code \"FOO\"");
        listener.answer(control.signal("NEWNYM"));
    }

    @Test
    void losesEverythingThatWaitsWhenTheConnectionDrops() {
        tor.hangNextCommand();
        CompletableFuture<String> waiting = control.getInfo("version").toCompletableFuture();
        executor.runUntilIdle();
        assertThat(connection.ended().toCompletableFuture()).isNotDone();

        tor.dropConnection();

        assertThat(listener.refusal(waiting)).returns(Failure.CONNECTION_LOST, TorException::failure);
        assertThat(connection.ended().toCompletableFuture()).isCompleted();
        assertThat(listener.refusal(control.getInfo("version")))
                .returns(Failure.CONNECTION_LOST, TorException::failure);
    }

    @Test
    void timesOutWhenTorHangsAndTakesTheCommandLate() {
        tor.hangNextCommand(Duration.ofSeconds(12));
        CompletableFuture<Void> set =
                control.setConf(Map.of("SocksTimeout", "10")).toCompletableFuture();
        CompletableFuture<String> behind = control.getInfo("version").toCompletableFuture();
        executor.advance(Duration.ofSeconds(9));
        assertThat(set).isNotDone();

        executor.advance(Duration.ofSeconds(1));
        assertThat(listener.refusal(set)).returns(Failure.TIMEOUT, TorException::failure);
        assertThat(listener.refusal(behind)).returns(Failure.TIMEOUT, TorException::failure);
        assertThat(tor.option("SocksTimeout")).containsExactly("120");
        executor.advance(Duration.ofSeconds(2));
        assertThat(tor.option("SocksTimeout")).containsExactly("10");
    }

    @Test
    void refusesLineBreaksInArguments() {
        assertThatThrownBy(() -> control.getInfo("version\r\nSIGNAL HALT"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> control.setConf(Map.of("EntryNodes", "a\nb")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(tor.commandLines("GETINFO")).isEmpty();
    }

    @Test
    void tellsEachListenerWhatItAskedFor() {
        List<TorEvent> others = new ArrayList<>();
        TorSubscription subscription =
                listener.answer(control.subscribe(Set.of("NEWCONSENSUS", "NEWDESC", "CIRC_MINOR"), others::add));
        var relays = tor.addRelays(2);

        tor.newConsensus();
        tor.newDescriptors(relays);
        OtherEvent minor = new OtherEvent("CIRC_MINOR", List.of("7 PURPOSE_CHANGED"));
        tor.emit(new ScriptedEvent("CIRC_MINOR", List.of("650 CIRC_MINOR 7 PURPOSE_CHANGED"), minor));
        executor.runUntilIdle();

        assertThat(others).containsExactly(new NewConsensusEvent(0), new NewDescriptorsEvent(relays), minor);
        assertThat(listener.events).isEmpty();
        subscription.close();
        tor.newConsensus();
        executor.runUntilIdle();
        assertThat(others).hasSize(3);
        assertThat(tor.commandLines("SETEVENTS"))
                .containsExactly(
                        "SETEVENTS CONF_CHANGED",
                        "SETEVENTS CIRC_MINOR CONF_CHANGED NEWCONSENSUS NEWDESC",
                        "SETEVENTS CONF_CHANGED");
    }

    @Test
    void reportsStatusAsTold() {
        tor.bootstrap(50, "loading_descriptors", "Loading relay descriptors");
        assertThat(listener.answer(control.getInfo("status/enough-dir-info"))).isEqualTo("0");
        tor.info("traffic/read", "17");
        assertThat(listener.answer(control.getInfo("traffic/read"))).isEqualTo("17");
    }

    @Test
    void worksWithoutVirtualTime() {
        ScriptedTor direct = new ScriptedTor(TorMode.STOCK, executor, executor.clock(), Runnable::run);
        List<TorEvent> events = new ArrayList<>();
        TorControl other = direct.control();
        other.subscribe(Set.of("STREAM"), event -> {
            events.add(event);
            other.getInfo("version"); // a command from within a listener
        });
        direct.openStream("a.example", 80, Map.of());

        assertThat(events).isNotEmpty();
        assertThat(direct.commandLines("GETINFO")).hasSameSizeAs(events);
    }

    @Test
    void attachesItsOwnDirectoryStreamsItself() {
        tor.addRelays(3);
        listener.answer(control.setConf(Map.of("__LeaveStreamsUnattached", "1")));
        StreamId stream = tor.openStream("192.0.2.1", 5000, Map.of("PURPOSE", "DIR_FETCH"));

        executor.advance(Duration.ofSeconds(1));

        assertThat(tor.circuitOf(stream)).isPresent();
    }
}
