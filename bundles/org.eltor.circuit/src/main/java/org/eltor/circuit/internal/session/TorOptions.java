package org.eltor.circuit.internal.session;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eltor.api.tor.StreamId;
import org.eltor.api.tor.TorControl;

/**
 * The options of tor that stream attachment needs, and their way back. {@code __LeaveStreamsUnattached} outlives the
 * controller that set it (control-spec 3.13), so a start looks for what a dead one left behind.
 */
final class TorOptions {
    static final String LEAVE_UNATTACHED = "__LeaveStreamsUnattached";

    /** Options with the value they take while circuits are ours; {@code SocksTimeout} comes from the settings. */
    private static final Map<String, String> FIXED = Map.of(
            LEAVE_UNATTACHED,
            "1",
            // Tor's own spare circuits are unpaid; on the fork each of them fails.
            "__DisablePredictedCircuits",
            "1",
            // Tor's sweep closes an idle circuit on which one connect was refused.
            "NewCircuitPeriod",
            "86400");

    private final TorControl tor;
    private final Map<String, String> wanted = new LinkedHashMap<>(FIXED);
    private Map<String, List<String>> before = Map.of();
    private boolean taken;

    TorOptions(TorControl tor, CircuitSettings settings) {
        this.tor = tor;
        wanted.put("SocksTimeout", Long.toString(settings.socksTimeout().toSeconds()));
    }

    /** Undoes what a controller that died left set: options back, waiting streams handed to tor. */
    CompletionStage<Void> handBackLeftovers() {
        return tor.getConf(Set.of(LEAVE_UNATTACHED)).thenCompose(found -> {
            boolean left = found.getOrDefault(LEAVE_UNATTACHED, List.of()).contains("1");
            return left ? tor.resetConf(wanted.keySet()).thenCompose(done -> handBackStreams()) : nothing();
        });
    }

    private CompletionStage<Void> handBackStreams() {
        return tor.getInfo("stream-status").thenCompose(status -> {
            CompletionStage<Void> all = nothing();
            for (StreamId stream : waiting(status)) {
                // One that went away meanwhile is no reason to leave the others waiting.
                all = all.thenCompose(
                        done -> tor.attachStream(stream, Optional.empty()).exceptionally(gone -> null));
            }
            return all;
        });
    }

    /** The streams of a {@code GETINFO stream-status} that wait for a controller (control-spec 3.9). */
    static Set<StreamId> waiting(String streamStatus) {
        Set<StreamId> waiting = new LinkedHashSet<>();
        streamStatus.lines().map(line -> line.strip().split(" ")).forEach(words -> {
            boolean unattached = words.length >= 3 && words[2].equals("0");
            if (unattached
                    && Set.of("NEW", "NEWRESOLVE", "DETACHED", "CONTROLLER_WAIT")
                            .contains(words[1])) {
                waiting.add(new StreamId(words[0]));
            }
        });
        return waiting;
    }

    /** Sets the options, remembering what they were. Does nothing when they are set already. */
    CompletionStage<Void> take() {
        if (taken) {
            return nothing();
        }
        taken = true;
        return tor.getConf(wanted.keySet()).thenCompose(found -> {
            before = found;
            Map<String, String> known = new LinkedHashMap<>(wanted);
            known.keySet().retainAll(found.keySet());
            return tor.setConf(known);
        });
    }

    boolean taken() {
        return taken;
    }

    /** Puts the options back to what they were found as. */
    CompletionStage<Void> restore() {
        if (!taken) {
            return nothing();
        }
        taken = false;
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> unset = new LinkedHashSet<>();
        before.forEach((name, found) -> {
            if (found.isEmpty() || found.get(0).isEmpty()) {
                unset.add(name);
            } else {
                values.put(name, found.get(0));
            }
        });
        CompletionStage<Void> reset = unset.isEmpty() ? nothing() : tor.resetConf(unset);
        CompletionStage<Void> set = values.isEmpty() ? nothing() : tor.setConf(values);
        return reset.thenCombine(set, (a, b) -> null);
    }

    private static CompletionStage<Void> nothing() {
        return CompletableFuture.completedStage(null);
    }
}
