package org.eltor.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.StreamId;

/** The test's hand on relays, circuits and streams of a {@link ScriptedTor}. */
public abstract sealed class ScriptedNetwork permits ScriptedTor {
    final TorCore core;
    final TorDaemon daemon;

    ScriptedNetwork(TorCore core) {
        this.core = core;
        this.daemon = core.call(() -> new TorDaemon(core));
    }

    /** Makes a relay known, or replaces what was known of it. */
    public void addRelay(ScriptedRelay relay) {
        core.run(() -> daemon.relays.add(relay));
    }

    /** Makes {@code count} relays known that have a name and nothing else: {@code relay0}, {@code relay1}… */
    public List<Fingerprint> addRelays(int count) {
        List<Fingerprint> added = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Fingerprint fingerprint = new Fingerprint("%040X".formatted(i + 1));
            addRelay(ScriptedRelay.named(fingerprint, "relay" + i));
            added.add(fingerprint);
        }
        return added;
    }

    /** Makes a relay unknown, as one that left the consensus. */
    public void forgetRelay(Fingerprint relay) {
        core.run(() -> daemon.relays.forget(relay));
    }

    /** What a relay does from now on when circuits are extended to it. */
    public void relayBehaviour(Fingerprint relay, RelayBehaviour behaviour) {
        core.run(() -> daemon.relays.behave(relay, behaviour));
    }

    /** How long each hop of a circuit takes; 40 ms at first. */
    public void hopDelay(Duration delay) {
        core.run(() -> daemon.circuits.hopDelay = delay);
    }

    /** How long circuits stay in GUARD_WAIT before BUILT; zero, the default, leaves that step out. */
    public void guardWait(Duration wait) {
        core.run(() -> daemon.circuits.guardWait = wait);
    }

    /** A relay's process dies: its circuits end, and it cannot be reached until {@link #reviveRelay}. */
    public void killRelay(Fingerprint relay) {
        core.run(() -> {
            daemon.relays.kill(relay);
            daemon.relays.find(relay).ifPresent(daemon.circuits::relayDied);
        });
    }

    /**
     * Whether DESTROY cells get lost: of the circuits through a killed middle or exit only the first ends at once, the
     * others fall silent and end after {@code delay} (12 to 25 s with real relays). Null delivers all cells again.
     */
    public void loseDestroys(Duration delay) {
        core.run(() -> {
            daemon.circuits.losesDestroys = delay != null;
            daemon.circuits.lostDestroyDelay = delay == null ? Duration.ZERO : delay;
        });
    }

    /** A relay falls silent: no event says so, its circuits carry nothing and new streams time out. */
    public void stallRelay(Fingerprint relay) {
        core.run(() -> daemon.relays.stall(relay));
    }

    /** A killed or stalled relay works again. */
    public void reviveRelay(Fingerprint relay) {
        core.run(() -> daemon.relays.revive(relay));
    }

    /** Announces a consensus with the relays known now. */
    public void newConsensus() {
        core.run(() -> core.emit(TorEvents.newConsensus(daemon.relays.sorted())));
    }

    /** Announces descriptors of {@code relays}. */
    public void newDescriptors(List<Fingerprint> relays) {
        core.run(() -> core.emit(TorEvents.newDescriptors(relays.stream()
                .map(daemon.relays::find)
                .flatMap(Optional::stream)
                .toList())));
    }

    /** A circuit that tor builds for itself, which no controller asked for. With elTor it fails at its second hop. */
    public CircuitId ownCircuit(String purpose, List<Fingerprint> path) {
        return core.call(() -> daemon.circuits.launch(
                        path.stream()
                                .map(relay -> daemon.relays.require(relay.toString()))
                                .toList(),
                        purpose,
                        TorCircuit.Kind.OWN)
                .id);
    }

    /**
     * Lets an elTor daemon launch circuits of its own that all fail, as it does until its first paid circuit: about one
     * every 68 ms, hundreds of events in ten seconds.
     */
    public void launchInVain(Duration every) {
        core.run(() -> daemon.tryInVain(every));
    }

    /**
     * Ends a circuit: CLOSED if it was open, else FAILED.
     *
     * @param reason for example {@code DESTROYED}
     * @param remoteReason for example {@code CHANNEL_CLOSED}; null for none
     * @throws IllegalStateException when there is no such circuit
     */
    public void closeCircuit(CircuitId circuit, String reason, String remoteReason) {
        core.run(() -> daemon.circuits.end(circuit(circuit), reason, remoteReason));
    }

    /** The circuits that are being built or open, oldest first. */
    public List<CircuitId> liveCircuits() {
        return core.call(() -> daemon.circuits.all().stream().map(c -> c.id).toList());
    }

    /**
     * What each relay of a paid circuit was told, as it arrives there: the guard gets exactly the first 768 characters
     * of the command's body, whatever they are, or nothing when there are fewer.
     */
    public Map<Fingerprint, String> payloads(CircuitId circuit) {
        return core.call(() -> daemon.payloads.getOrDefault(circuit, Map.of()));
    }

    /** One CIRC_BW event: bytes of the last second, cells and all, and those of the application among them. */
    public void bandwidth(CircuitId circuit, long read, long written, long deliveredRead, long deliveredWritten) {
        TorEvents.Traffic traffic = new TorEvents.Traffic(read, written, deliveredRead, deliveredWritten);
        core.run(() -> core.emit(TorEvents.bandwidth(circuit, traffic, core.now())));
    }

    /**
     * Lets every circuit that carries a connected stream read this much each second and say so with CIRC_BW, unless one
     * of its relays is stalled; 0, the default, for no events but those of {@link #bandwidth}.
     */
    public void trafficPerSecond(long bytes) {
        core.run(() -> daemon.trafficPerSecond = bytes);
    }

    /** What exits do with streams from now on; at first they connect after 5 ms. */
    public void streamBehaviour(StreamBehaviour behaviour) {
        core.run(() -> daemon.streams.behave(behaviour));
    }

    /** What exits do with streams to {@code host} from now on. */
    public void streamBehaviour(String host, StreamBehaviour behaviour) {
        core.run(() -> daemon.streams.behave(host, behaviour));
    }

    /**
     * An application asks for a connection: NEW, and then it waits for the controller or for tor.
     *
     * @param arguments words of the NEW event beside the usual ones or in place of them, for example
     *     {@code SOCKS_USERNAME}; {@code PURPOSE=DIR_FETCH} makes it one of tor's own
     */
    public StreamId openStream(String host, int port, Map<String, String> arguments) {
        return core.call(() -> daemon.streams.open(host, port, false, arguments).id);
    }

    /** An application asks for an address: NEWRESOLVE. */
    public StreamId openResolve(String host) {
        return core.call(() -> daemon.streams.open(host, 0, true, Map.of()).id);
    }

    /** The exit has connected a stream that is attached. */
    public void succeedStream(StreamId stream) {
        attached(stream, daemon.streams::succeed);
    }

    /** A stream comes off its circuit and may go elsewhere, for example with {@code TIMEOUT} and null. */
    public void detachStream(StreamId stream, String reason, String remoteReason) {
        attached(stream, found -> daemon.streams.detach(found, reason, remoteReason));
    }

    /** The target refuses: {@code FAILED REASON=END REMOTE_REASON=CONNECTREFUSED}, or another remote reason. */
    public void refuseStream(StreamId stream, String remoteReason) {
        attached(stream, found -> daemon.streams.refuse(found, remoteReason));
    }

    /** The target has ended a connected stream. */
    public void endStream(StreamId stream) {
        core.run(() -> daemon.streams.close(stream(stream), "END", "DONE"));
    }

    /** The application gives a stream up, wherever it stands. */
    public void abandonStream(StreamId stream) {
        core.run(() -> daemon.streams.close(stream(stream), "DONE", null));
    }

    /** The streams that have not ended, oldest first. */
    public List<StreamId> liveStreams() {
        return core.call(() -> daemon.streams.all().stream().map(s -> s.id).toList());
    }

    /** The circuit that a stream is on; empty while it waits and when it has ended. */
    public Optional<CircuitId> circuitOf(StreamId stream) {
        return core.call(
                () -> daemon.streams.find(stream.value()).map(s -> s.circuit).map(c -> c.id));
    }

    private void attached(StreamId stream, Consumer<TorStream> outcome) {
        core.run(() -> {
            TorStream found = stream(stream);
            if (found.state != TorStream.State.CONNECT_WAIT) {
                throw new IllegalStateException("stream " + stream + " waits for no answer of an exit");
            }
            outcome.accept(found);
        });
    }

    private TorStream stream(StreamId stream) {
        return daemon.streams
                .find(stream.value())
                .orElseThrow(() -> new IllegalStateException("there is no stream " + stream));
    }

    private TorCircuit circuit(CircuitId circuit) {
        return daemon.circuits
                .find(circuit.value())
                .orElseThrow(() -> new IllegalStateException("there is no circuit " + circuit));
    }
}
