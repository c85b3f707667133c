package org.eltor.tor.control.internal.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.PaidHop;
import org.eltor.api.tor.StreamId;
import org.eltor.api.tor.TorControl;
import org.eltor.api.tor.TorEvent;
import org.eltor.api.tor.TorException;
import org.eltor.api.tor.TorInfo;
import org.eltor.api.tor.TorSubscription;
import org.eltor.tor.control.internal.protocol.Answers;
import org.eltor.tor.control.internal.protocol.Command;
import org.eltor.tor.control.internal.protocol.Commands;
import org.eltor.tor.control.internal.protocol.Messages;
import org.eltor.tor.control.internal.protocol.Reply;

/** {@link TorControl} over one authenticated connection: makes commands of calls and values of answers. */
final class SocketTorControl implements TorControl {
    private final TorInfo info;
    private final Function<Command, CompletableFuture<Reply>> sender;
    private final Subscriptions subscriptions;

    SocketTorControl(TorInfo info, Function<Command, CompletableFuture<Reply>> sender, Subscriptions subscriptions) {
        this.info = info;
        this.sender = sender;
        this.subscriptions = subscriptions;
    }

    @Override
    public TorInfo info() {
        return info;
    }

    @Override
    public CompletionStage<TorSubscription> subscribe(Set<String> keywords, Consumer<TorEvent> listener) {
        return subscriptions.subscribe(keywords, listener);
    }

    @Override
    public CompletionStage<String> getInfo(String key) {
        return Stages.map(sender.apply(Commands.getInfo(key)), reply -> Answers.info(key, reply));
    }

    /** Tor answers 552 for all names when it does not know one: the others are asked again without it. */
    @Override
    public CompletionStage<Map<String, List<String>>> getConf(Set<String> names) {
        if (names.isEmpty()) {
            return CompletableFuture.completedFuture(Map.of());
        }
        return Stages.compose(sender.apply(Commands.getConf(names)), reply -> {
            Set<String> unknown = Answers.unknownOptions(reply);
            List<String> known = new ArrayList<>(names);
            known.removeIf(unknown::contains);
            return known.size() < names.size()
                    ? getConf(Set.copyOf(known))
                    : CompletableFuture.completedFuture(Answers.conf(names, reply));
        });
    }

    @Override
    public CompletionStage<Void> setConf(Map<String, String> options) {
        if (options.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        Map<String, String> sent = Map.copyOf(options);
        return Stages.map(sender.apply(Commands.setConf(sent)), reply -> {
            try {
                reply.orRefused();
            } catch (TorException e) {
                throw Messages.without(sent.values(), e);
            }
            return null;
        });
    }

    @Override
    public CompletionStage<Void> resetConf(Set<String> names) {
        return names.isEmpty() ? CompletableFuture.completedFuture(null) : success(Commands.resetConf(names));
    }

    @Override
    public CompletionStage<Void> signal(String name) {
        return success(Commands.signal(name));
    }

    @Override
    public CompletionStage<CircuitId> extendCircuit(List<Fingerprint> path) {
        return Stages.map(sender.apply(Commands.extendCircuit(path)), Answers::extended);
    }

    @Override
    public CompletionStage<CircuitId> extendPaidCircuit(List<PaidHop> hops) {
        return Stages.map(sender.apply(Commands.extendPaidCircuit(hops)), Answers::extended);
    }

    @Override
    public CompletionStage<Void> closeCircuit(CircuitId circuit) {
        return successOrGone(Commands.closeCircuit(circuit));
    }

    @Override
    public CompletionStage<Void> attachStream(StreamId stream, Optional<CircuitId> circuit) {
        return success(Commands.attachStream(stream, circuit));
    }

    @Override
    public CompletionStage<Void> closeStream(StreamId stream) {
        return successOrGone(Commands.closeStream(stream));
    }

    @Override
    public CompletionStage<Void> teardownCircuit(long channelCircuitId) {
        return success(Commands.teardownCircuit(channelCircuitId));
    }

    private CompletionStage<Void> success(Command command) {
        return Stages.map(sender.apply(command), reply -> {
            reply.orRefused();
            return null;
        });
    }

    private CompletionStage<Void> successOrGone(Command command) {
        return Stages.map(sender.apply(command), reply -> {
            if (!Answers.isUnknown(reply)) {
                reply.orRefused();
            }
            return null;
        });
    }
}
