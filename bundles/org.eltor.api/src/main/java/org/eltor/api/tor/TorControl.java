package org.eltor.api.tor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An authenticated control connection (control-spec 3). As a service it is registered while the connection is
 * authenticated, and only then: when the service leaves, the connection is gone and every circuit id with it.
 *
 * <p>All methods may be called from any thread and none blocks. Commands are sent in the order of the calls and each
 * has a deadline. Every stage completes on a thread of the connection, so what follows must not block either; it fails
 * with a {@link TorException}, and with nothing else. CR, LF or NUL in an argument throws
 * {@link IllegalArgumentException} at once and sends nothing.
 */
@ProviderType
public interface TorControl {
    /** What is known of the tor at the other end. */
    TorInfo info();

    /**
     * Listens to events. The subscription holds until it is closed or the connection ends.
     *
     * @param keywords the events wanted, for example {@code CIRC}, {@code STREAM}; SETEVENTS is sent for the union of
     *     all subscriptions before the returned stage completes
     * @param listener called on the connection's event thread, one event after the other in tor's order; must not block
     */
    CompletionStage<TorSubscription> subscribe(Set<String> keywords, Consumer<TorEvent> listener);

    /**
     * GETINFO of one key. The value's lines are joined by LF and read as UTF-8; refused with 552 when tor does not know
     * the key.
     */
    CompletionStage<String> getInfo(String key);

    /** GETCONF. Maps each name as asked to its values; an empty list where unset, an absent key where tor says 552. */
    CompletionStage<Map<String, List<String>>> getConf(Set<String> names);

    /** SETCONF of all options in one command: all or none take effect. With none, nothing is sent. */
    CompletionStage<Void> setConf(Map<String, String> options);

    /** RESETCONF: the options go back to their defaults. With none, nothing is sent. */
    CompletionStage<Void> resetConf(Set<String> names);

    /** SIGNAL, for example {@code NEWNYM}. */
    CompletionStage<Void> signal(String name);

    /**
     * EXTENDCIRCUIT 0 with purpose {@code controller}, so that tor neither uses nor expires the circuit on its own.
     * The circuit is only launched when the stage completes; its events follow, and may even come before.
     *
     * @param path at least one relay, guard first
     */
    CompletionStage<CircuitId> extendCircuit(List<Fingerprint> path);

    /**
     * EXTENDPAIDCIRCUIT 0 of the elTor fork; refused with 510 by stock tor. Each relay must be known to tor: an
     * unknown one kills the elTor daemon, so callers ask the directory first.
     *
     * @param hops exactly three, distinct
     */
    CompletionStage<CircuitId> extendPaidCircuit(List<PaidHop> hops);

    /** CLOSECIRCUIT. A circuit that is gone already counts as success. */
    CompletionStage<Void> closeCircuit(CircuitId circuit);

    /**
     * ATTACHSTREAM.
     *
     * @param circuit the circuit; empty hands the stream to tor's own choice (id 0)
     */
    CompletionStage<Void> attachStream(StreamId stream, Optional<CircuitId> circuit);

    /** CLOSESTREAM with reason {@code MISC}. A stream that is gone already counts as success. */
    CompletionStage<Void> closeStream(StreamId stream);

    /**
     * TEARDOWNCIRCUIT of an elTor relay: closes a circuit that passes through it.
     *
     * @param channelCircuitId the {@code P_CIRC_ID} of the relay's event, an unsigned 32-bit number
     */
    CompletionStage<Void> teardownCircuit(long channelCircuitId);
}
