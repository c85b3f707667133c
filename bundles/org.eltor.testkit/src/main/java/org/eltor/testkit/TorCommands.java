package org.eltor.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eltor.api.tor.CircuitStatus;

/** What each control command does to the daemon, with the words of its refusals. */
final class TorCommands {
    private static final Set<String> SIGNALS = Set.of(
            "RELOAD",
            "HUP",
            "SHUTDOWN",
            "INT",
            "DUMP",
            "USR1",
            "DEBUG",
            "USR2",
            "HALT",
            "TERM",
            "NEWNYM",
            "CLEARDNSCACHE",
            "HEARTBEAT",
            "ACTIVE",
            "DORMANT");

    private final TorDaemon daemon;

    TorCommands(TorDaemon daemon) {
        this.daemon = daemon;
    }

    /** SETEVENTS: this connection hears of exactly these from now on. */
    void setEvents(TorLink link, Set<String> keywords) {
        List<String> known = TorInformation.eventNames(daemon.core.mode());
        Set<String> events = new HashSet<>();
        for (String keyword : keywords) {
            if (!known.contains(keyword.toUpperCase(Locale.ROOT))) {
                throw new TorRefusal(552, "Unrecognized event \"" + keyword + "\"");
            }
            events.add(keyword.toUpperCase(Locale.ROOT));
        }
        link.events = Set.copyOf(events);
    }

    /** SETCONF and RESETCONF. */
    void setConf(Map<String, List<String>> wanted) {
        tellChanges(daemon.options.set(wanted));
    }

    /** RESETCONF of names alone. */
    void resetConf(List<String> names) {
        Map<String, List<String>> wanted = new LinkedHashMap<>();
        names.forEach(name -> wanted.put(name, List.of()));
        setConf(wanted);
    }

    private void tellChanges(Map<String, List<String>> changed) {
        if (!changed.isEmpty()) {
            daemon.core.emit(TorEvents.confChanged(changed));
        }
    }

    void signal(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (!SIGNALS.contains(upper)) {
            throw new TorRefusal(552, "Unrecognized signal code \"" + name + "\"");
        }
        daemon.core.emit(TorInformation.signal(upper));
        if (upper.equals("RELOAD") || upper.equals("HUP")) {
            tellChanges(daemon.options.reload());
        } else if (Set.of("SHUTDOWN", "INT", "HALT", "TERM").contains(upper)) {
            daemon.core.after(Duration.ofMillis(5), daemon.core::kill);
        }
    }

    /**
     * EXTENDCIRCUIT.
     *
     * @param id the circuit as text, "0" for a new one
     * @param names relays as text, guard first
     * @param purpose null for the default
     */
    TorCircuit extendCircuit(String id, List<String> names, String purpose) {
        TorCircuit existing = id.equals("0") ? null : daemon.circuits.require(id);
        String word = purpose == null ? TorCircuits.GENERAL : purpose.toUpperCase(Locale.ROOT);
        if (!word.equals(TorCircuits.GENERAL) && !word.equals(TorCircuits.CONTROLLER)) {
            throw new TorRefusal(552, "Unknown purpose \"" + purpose + "\"");
        }
        List<ScriptedRelay> path = names.isEmpty()
                ? daemon.ownPath()
                : names.stream().map(daemon.relays::require).toList();
        if (path.isEmpty()) {
            throw new TorRefusal(551, "Couldn't start circuit");
        }
        if (existing == null) {
            return daemon.circuits.launch(path, word, TorCircuit.Kind.ORDINARY);
        }
        if (!existing.isOpen()) {
            throw new TorRefusal(551, "Circuit is not in a state that can be extended");
        }
        daemon.circuits.extend(existing, path);
        return existing;
    }

    /**
     * EXTENDPAIDCIRCUIT as the elTor daemon takes it: several bodies kill it, at once or soon after its answer.
     *
     * @param id the circuit as text, null when the command had no argument
     */
    TorCircuit extendPaidCircuit(String id, List<String> body) {
        if (!daemon.core.isEltor()) {
            throw new TorRefusal(510, "Unrecognized command \"+EXTENDPAIDCIRCUIT\"");
        }
        String complaint = "Bad arguments to +EXTENDPAIDCIRCUIT: ";
        if (id == null) {
            throw new TorRefusal(512, complaint + "Need at least 1 argument(s)");
        }
        if (body.isEmpty()) {
            throw new TorRefusal(512, complaint + "Empty body");
        }
        try {
            return id.equals("0") ? launchPaid(body) : extendPaid(id, body);
        } catch (PaidHops.Deadly e) {
            daemon.core.kill();
            throw new TorRefusal(0, "the daemon is dead"); // and so nobody says this
        } catch (TorRefusal refusal) {
            if (refusal.code() != 551) {
                daemon.core.killSoon(); // it trips over the empty circuit that it has left behind
            }
            throw refusal;
        }
    }

    private TorCircuit launchPaid(List<String> body) {
        PaidHops hops = PaidHops.read(body, daemon.relays);
        TorCircuit circuit = daemon.circuits.launch(hops.path(), TorCircuits.GENERAL, TorCircuit.Kind.PAID);
        daemon.payloads.put(circuit.id, hops.delivered());
        if (hops.kills()) {
            daemon.core.killSoon();
        } else if (hops.isTooLong()) {
            daemon.core.after(daemon.circuits.hopDelay, () -> daemon.circuits.end(circuit, "INTERNAL", null));
        }
        return circuit;
    }

    private TorCircuit extendPaid(String id, List<String> body) {
        TorCircuit circuit = daemon.circuits.find(id).orElseThrow(PaidHops.Deadly::new);
        if (!circuit.isOpen()) {
            throw new TorRefusal(551, "Circuit is not in a state that can be extended");
        }
        PaidHops.read(body, daemon.relays);
        circuit.status = CircuitStatus.EXTENDED;
        daemon.core.after(daemon.circuits.hopDelay, () -> daemon.circuits.end(circuit, "INTERNAL", null));
        return circuit;
    }

    /** @param circuit the circuit as text, "0" for tor's own choice */
    void attachStream(String stream, String circuit) {
        TorStream found = daemon.streams.require(stream);
        if (circuit.equals("0")) {
            daemon.streams.requireManaged(found);
            found.circuit = null;
            found.attempt++;
            daemon.streams.leaveToTor(found);
        } else {
            TorCircuit on = daemon.circuits.require(circuit);
            daemon.streams.attach(found, on);
        }
    }

    /** @param onlyIfUnused whether a circuit with streams is left alone */
    void closeCircuit(String id, boolean onlyIfUnused) {
        TorCircuit circuit = daemon.circuits.require(id);
        if (!onlyIfUnused || daemon.streams.on(circuit).isEmpty()) {
            daemon.circuits.end(circuit, "REQUESTED", null);
        }
    }

    void closeStream(String id, String reason) {
        daemon.streams.closeByController(daemon.streams.require(id), reason);
    }

    /** TEARDOWNCIRCUIT, which this client's daemon answers as it does when no relay circuit matches. */
    void teardownCircuit(String id) {
        if (!daemon.core.isEltor()) {
            throw new TorRefusal(510, "Unrecognized command \"TEARDOWNCIRCUIT\"");
        }
        throw new TorRefusal(552, "Unknown circuit \"" + id + "\"");
    }

    /** GETINFO of several keys: refuses with all unknown ones at once. */
    Map<String, String> getInfo(List<String> keys) {
        Map<String, String> result = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        for (String key : keys) {
            try {
                result.put(key, TorInformation.value(daemon, key));
            } catch (TorRefusal refusal) {
                if (refusal.code() != 552) {
                    throw refusal;
                }
                unknown.addAll(refusal.texts());
            }
        }
        if (!unknown.isEmpty()) {
            throw new TorRefusal(552, unknown);
        }
        return result;
    }
}
