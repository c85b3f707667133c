package org.eltor.circuit.internal.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eltor.api.tor.StreamEvent;
import org.eltor.api.tor.StreamId;
import org.eltor.api.tor.StreamStatus;
import org.eltor.api.tor.TorException;

/**
 * Answers each new stream with a circuit (control-spec 3.13). Explicit attachment skips tor's isolation rules, so they
 * are kept here: a circuit carries one isolation class, ever. Runs on the loop.
 */
final class StreamRouter {
    private static final int MOST_ATTEMPTS = 5;

    /** How the payment service begins the SOCKS user names of its lookups. */
    private static final String LOOKUP = "eltor-lookup-";

    private final Context context;
    private final Pool pool;
    private final Probes probes;
    private final Map<StreamId, ManagedStream> streams = new LinkedHashMap<>();
    private final CircuitChooser chooser;
    private int epoch;
    private boolean active;
    private boolean told;

    StreamRouter(Context context, Pool pool, Probes probes) {
        this.context = context;
        this.pool = pool;
        this.probes = probes;
        this.chooser = new CircuitChooser(context);
    }

    /** Streams that are to go over a circuit of their own choice. */
    interface Probes {
        /** The circuit that the stream with this SOCKS user name probes; empty for anybody else's. */
        Optional<ManagedCircuit> circuitOf(String socksUsername);
    }

    /** From now on tor leaves new streams to us. */
    void activate() {
        active = true;
    }

    void streamEvent(StreamEvent event) {
        ManagedStream stream = streams.get(event.id());
        if (stream == null) {
            if (active && (event.status() == StreamStatus.NEW || event.status() == StreamStatus.NEWRESOLVE)) {
                arrived(event);
            }
            return;
        }
        if (event.status() != StreamStatus.OTHER) {
            stream.status = event.status();
        }
        switch (event.status()) {
            case FAILED, CLOSED -> forget(stream);
            case DETACHED -> detached(stream);
            case CONTROLLER_WAIT -> retry(stream);
            case SENTCONNECT, SENTRESOLVE ->
                stream.connecting = Optional.of(context.loop().now());
            case SUCCEEDED -> succeeded(stream);
            default -> {}
        }
        if (streams.containsKey(stream.id)) {
            context.board().update(stream.info());
        }
    }

    private void arrived(StreamEvent event) {
        Optional<ManagedCircuit> probed = probes.circuitOf(event.arguments().getOrDefault("SOCKS_USERNAME", ""));
        if (probed.isPresent()) {
            attachProbe(event.id(), probed.get());
        } else if (belongsToTor(event)) {
            context.tor().attachStream(event.id(), Optional.empty());
        } else {
            ManagedStream stream = new ManagedStream(event, context.loop().now());
            streams.put(stream.id, stream);
            context.board().update(stream.info());
            newEpoch(stream.isolation.epoch());
            route(stream);
        }
    }

    /**
     * Onion services and tor's own directory streams cannot go over a chosen circuit: tor would close them. Lookups of
     * who is to be paid must not go over a circuit that is paid.
     */
    private static boolean belongsToTor(StreamEvent event) {
        if (event.arguments().getOrDefault("SOCKS_USERNAME", "").startsWith(LOOKUP)) {
            return true;
        }
        String host = event.targetHost().toLowerCase(Locale.ROOT);
        String purpose = event.arguments().getOrDefault("PURPOSE", "USER");
        return host.endsWith(".onion") || host.endsWith(".onion.") || purpose.startsWith("DIR");
    }

    private void attachProbe(StreamId stream, ManagedCircuit circuit) {
        context.loop()
                .when(
                        context.tor().attachStream(stream, Optional.of(circuit.id)),
                        done -> {},
                        error -> context.tor().closeStream(stream));
    }

    /** After NEWNYM no new stream uses a circuit that older ones used: those circuits are renewed. */
    private void newEpoch(int seen) {
        if (seen > epoch) {
            epoch = seen;
            pool.usable().stream()
                    .filter(c -> c.isolation.filter(i -> i.epoch() < seen).isPresent())
                    .forEach(pool::renew);
        }
    }

    // -------------------------------------------------------------------------------------------------- attaching

    private void route(ManagedStream stream) {
        List<ManagedCircuit> able =
                pool.usable().stream().filter(c -> mayCarry(c, stream)).toList();
        List<ManagedCircuit> fresh =
                able.stream().filter(c -> !stream.tried.contains(c)).toList();
        if (stream.attempts >= MOST_ATTEMPTS) {
            context.tor().closeStream(stream.id);
        } else if (!fresh.isEmpty()) {
            attach(stream, chooser.choose(stream, fresh));
        } else if (!able.isEmpty()) {
            attach(stream, chooser.choose(stream, able));
        } else {
            await(stream);
        }
    }

    /** No circuit may carry it: it waits, until tor's SocksTimeout, unless another circuit or tor itself may help. */
    private void await(ManagedStream stream) {
        List<ManagedCircuit> usable = pool.usable();
        if (usable.isEmpty()) {
            if (context.settings().allowUnpaid()) {
                context.tor().attachStream(stream.id, Optional.empty());
                forget(stream);
            }
            return;
        }
        boolean needsAnother = usable.stream().noneMatch(c -> isOpenTo(c, stream)) && !pool.isRenewing();
        if (needsAnother && !pool.grow() && !told) {
            told = true;
            context.board()
                    .warn(
                            "Streams wait: more isolation classes than circuits; raise circuits.max in org.eltor.circuit");
        }
    }

    private boolean mayCarry(ManagedCircuit circuit, ManagedStream stream) {
        return isOpenTo(circuit, stream)
                && circuit.allows(stream.host, stream.port)
                && circuit.openStreams.size() < context.settings().streamLimit();
    }

    private static boolean isOpenTo(ManagedCircuit circuit, ManagedStream stream) {
        return circuit.isolation.map(stream.isolation::equals).orElse(true);
    }

    private void attach(ManagedStream stream, ManagedCircuit circuit) {
        stream.attempts++;
        stream.circuit = Optional.of(circuit);
        circuit.isolation = Optional.of(stream.isolation);
        circuit.openStreams.add(stream.id);
        circuit.streams++;
        warnWhenCrowded(circuit);
        show(stream, circuit);
        context.loop()
                .when(
                        context.tor().attachStream(stream.id, Optional.of(circuit.id)),
                        done -> {},
                        error -> refused(stream, circuit, error));
    }

    private void warnWhenCrowded(ManagedCircuit circuit) {
        int limit = context.settings().streamLimit();
        if (circuit.openStreams.size() == Math.max(1, limit * 4 / 5)) {
            context.board().warn(circuit + " carries " + circuit.openStreams.size() + " streams of at most " + limit);
        }
    }

    /** 552: stream or circuit is gone; 551: another circuit; 555: tor has the stream in hand, leave it alone. */
    private void refused(ManagedStream stream, ManagedCircuit circuit, Throwable error) {
        boolean current = streams.get(stream.id) == stream && stream.circuit.equals(Optional.of(circuit));
        if (!current || !(error instanceof TorException refusal)) {
            return;
        }
        boolean streamGone = refusal.code() == 552 && refusal.getMessage().contains("stream");
        if (streamGone) {
            forget(stream);
        } else if (refusal.code() == 555) {
            release(stream);
        } else {
            stream.tried.add(circuit);
            release(stream);
            route(stream);
        }
    }

    // ---------------------------------------------------------------------------------------------------- moving

    private void detached(ManagedStream stream) {
        stream.circuit.ifPresent(stream.tried::add);
        release(stream);
        route(stream);
    }

    private void retry(ManagedStream stream) {
        if (stream.isWaiting()) {
            route(stream);
        }
    }

    private void succeeded(ManagedStream stream) {
        stream.connecting = Optional.empty();
        stream.circuit.ifPresent(
                circuit -> circuit.lastDelivery = context.loop().now());
    }

    /** Tries again for every stream that waits: a circuit became usable. */
    void routeWaiting() {
        told = false;
        List.copyOf(streams.values()).stream().filter(ManagedStream::isWaiting).forEach(this::route);
    }

    /**
     * Moves the streams that have sent their connect but have no answer yet: once their circuit is closed they cannot
     * be attached again.
     */
    void leave(ManagedCircuit circuit) {
        chooser.forget(circuit);
        for (ManagedStream stream : on(circuit)) {
            if (stream.connecting.isPresent()) {
                stream.tried.add(circuit);
                release(stream);
                route(stream);
            }
        }
    }

    /** A circuit is gone; tor says for itself which of its streams ended and which wait again. */
    void gone(ManagedCircuit circuit) {
        chooser.forget(circuit);
        on(circuit).forEach(this::release);
    }

    /** Streams that wait for an exit's answer on this circuit. */
    List<ManagedStream> connecting(ManagedCircuit circuit) {
        return on(circuit).stream().filter(s -> s.connecting.isPresent()).toList();
    }

    Set<StreamId> waiting() {
        return streams.values().stream()
                .filter(ManagedStream::isWaiting)
                .map(s -> s.id)
                .collect(Collectors.toSet());
    }

    private List<ManagedStream> on(ManagedCircuit circuit) {
        List<ManagedStream> found = new ArrayList<>();
        circuit.openStreams.stream().map(streams::get).filter(s -> s != null).forEach(found::add);
        return found;
    }

    private void release(ManagedStream stream) {
        stream.connecting = Optional.empty();
        stream.circuit.ifPresent(circuit -> {
            circuit.openStreams.remove(stream.id);
            context.board().update(circuit);
        });
        stream.circuit = Optional.empty();
    }

    private void forget(ManagedStream stream) {
        Optional<ManagedCircuit> circuit = stream.circuit;
        release(stream);
        streams.remove(stream.id);
        context.board().remove(stream.id);
        circuit.filter(c -> !c.isUsable()).ifPresent(c -> pool.closeDrained());
    }

    private void show(ManagedStream stream, ManagedCircuit circuit) {
        context.board().update(stream.info());
        context.board().update(circuit);
    }
}
