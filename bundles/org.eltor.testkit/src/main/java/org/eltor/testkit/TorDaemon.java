package org.eltor.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;

/** The daemon as a whole: puts its parts together, bootstraps, and does what tor does of its own accord. */
final class TorDaemon implements TorCircuits.Observer {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int CELL_OVERHEAD_PERCENT = 5;

    final TorCore core;
    final TorRelays relays = new TorRelays();
    final TorOptions options;
    final TorStreams streams;
    final TorCircuits circuits;
    final Map<String, String> info = new LinkedHashMap<>();
    final Map<CircuitId, Map<Fingerprint, String>> payloads = new LinkedHashMap<>();
    /** Application bytes per second on each circuit that carries a stream; 0 for no CIRC_BW events of its own. */
    long trafficPerSecond;

    private int progress;
    private String tag;
    private String summary;
    private Instant lastSweep;

    TorDaemon(TorCore core) {
        this.core = core;
        this.options = new TorOptions(core.mode());
        this.streams = new TorStreams(core, options);
        this.circuits = new TorCircuits(core, relays, this::buildTimeout, this);
        streams.connect(circuits, this::ownChoice);
        start();
    }

    /** Starts a new process: nothing is left of the last one but the configuration file. */
    void start() {
        core.revive();
        circuits.reset();
        streams.reset();
        payloads.clear();
        options.reload();
        lastSweep = core.now();
        if (core.isEltor()) {
            bootstrap(95, "circuit_create", "Establishing a Tor circuit");
        } else {
            bootstrap(100, "done", "Done");
        }
        core.after(TICK, this::tick);
    }

    void bootstrap(int percent, String newTag, String newSummary) {
        progress = percent;
        tag = newTag;
        summary = newSummary;
        core.emit(TorEvents.status("STATUS_CLIENT", "NOTICE", "BOOTSTRAP", bootstrapWords()));
    }

    /** An elTor client without a paid circuit keeps launching circuits of its own, which all fail. */
    void tryInVain(Duration every) {
        List<ScriptedRelay> path = ownPath();
        if (!isBootstrapped() && !path.isEmpty()) {
            circuits.launch(path, TorCircuits.GENERAL, TorCircuit.Kind.OWN);
        }
        if (!isBootstrapped()) {
            core.after(every, () -> tryInVain(every));
        }
    }

    private Map<String, String> bootstrapWords() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("PROGRESS", Integer.toString(progress));
        words.put("TAG", tag);
        words.put("SUMMARY", summary);
        return words;
    }

    String bootstrapPhase() {
        return "NOTICE BOOTSTRAP" + TorEvents.words(bootstrapWords());
    }

    boolean isBootstrapped() {
        return progress == 100;
    }

    boolean hasDirectory() {
        return progress >= 75;
    }

    @Override
    public void built(TorCircuit circuit) {
        if (!isBootstrapped() && circuit.hops > 1) {
            core.emit(TorEvents.status("STATUS_CLIENT", "NOTICE", "CIRCUIT_ESTABLISHED", Map.of()));
            bootstrap(100, "done", "Done");
        }
        streams.circuitBuilt();
    }

    @Override
    public void gone(TorCircuit circuit) {
        streams.circuitGone(circuit);
    }

    private Duration buildTimeout() {
        return Duration.ofSeconds(options.seconds("CircuitBuildTimeout"));
    }

    private void tick() {
        core.after(TICK, this::tick);
        streams.expire();
        Instant nextSweep = lastSweep.plusSeconds(options.seconds(TorOptions.NEW_CIRCUIT_PERIOD));
        if (!core.now().isBefore(nextSweep)) {
            lastSweep = core.now();
            circuits.all().stream().filter(this::isSpent).forEach(circuit -> circuits.end(circuit, "FINISHED", null));
        }
        if (trafficPerSecond > 0) {
            circuits.all().forEach(this::tellTraffic);
        }
    }

    private boolean isSpent(TorCircuit circuit) {
        return circuit.isOpen()
                && (circuit.unusable || isTooDirty(circuit))
                && streams.on(circuit).isEmpty();
    }

    private boolean isTooDirty(TorCircuit circuit) {
        return circuit.dirtySince != null
                && circuit.dirtySince
                        .plusSeconds(options.seconds(TorOptions.MAX_DIRTINESS))
                        .isBefore(core.now());
    }

    private void tellTraffic(TorCircuit circuit) {
        boolean carries = streams.on(circuit).stream().anyMatch(stream -> stream.state == TorStream.State.OPEN);
        if (carries && circuit.isOpen() && !circuits.isSilent(circuit)) {
            long cells = trafficPerSecond + trafficPerSecond * CELL_OVERHEAD_PERCENT / 100;
            TorEvents.Traffic traffic =
                    new TorEvents.Traffic(cells, cells / 10, trafficPerSecond, trafficPerSecond / 10);
            core.emit(TorEvents.bandwidth(circuit.id, traffic, core.now()));
        }
    }

    /** The newest circuit that tor takes for streams nobody else attaches; launches one when there is none. */
    private Optional<TorCircuit> ownChoice(TorStream stream) {
        String purpose = stream.isOnion() ? "HS_CLIENT_REND" : TorCircuits.GENERAL;
        List<TorCircuit> all = circuits.all();
        for (int i = all.size() - 1; i >= 0; i--) {
            TorCircuit circuit = all.get(i);
            boolean fits = circuit.purpose.equals(purpose) && circuit.isOpen() && circuit.hops > 1;
            if (fits && !circuit.unusable && !isTooDirty(circuit)) {
                return Optional.of(circuit);
            }
        }
        boolean underWay = all.stream().anyMatch(circuit -> circuit.purpose.equals(purpose) && !circuit.isOpen());
        if (!underWay && !core.isEltor()) { // an elTor client's own circuits never get built
            List<ScriptedRelay> path = ownPath();
            if (!path.isEmpty()) {
                circuits.launch(path, purpose, TorCircuit.Kind.OWN);
            }
        }
        return Optional.empty();
    }

    /** A path as tor may choose it: three relays that work; empty when there are not so many. */
    List<ScriptedRelay> ownPath() {
        List<ScriptedRelay> path = new ArrayList<>();
        for (ScriptedRelay relay : relays.all()) {
            boolean works = relays.behaviour(relay) instanceof RelayBehaviour.Works;
            if (works && relay.hasDescriptor() && !relays.isDead(relay) && path.size() < 3) {
                path.add(relay);
            }
        }
        return path.size() == 3 ? path : List.of();
    }
}
