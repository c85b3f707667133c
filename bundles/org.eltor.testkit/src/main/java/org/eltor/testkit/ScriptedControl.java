package org.eltor.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.PaidHop;
import org.eltor.api.tor.StreamId;
import org.eltor.api.tor.TorConnector.TorConnection;
import org.eltor.api.tor.TorControl;
import org.eltor.api.tor.TorEvent;
import org.eltor.api.tor.TorException;
import org.eltor.api.tor.TorException.Failure;
import org.eltor.api.tor.TorInfo;
import org.eltor.api.tor.TorSubscription;

/** A control connection without a socket. */
final class ScriptedControl implements TorControl, TorConnection, TorLink.Peer {
    private final TorDaemon daemon;
    private final TorCommands commands;
    private final TorLink link;
    private final Duration deadline;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final Set<CompletableFuture<?>> pending = new LinkedHashSet<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private record Wanted(Set<String> keywords, Consumer<TorEvent> listener) {}

    ScriptedControl(TorDaemon daemon, Executor delivery, Duration deadline) {
        this.daemon = daemon;
        this.commands = new TorCommands(daemon);
        this.deadline = deadline;
        this.link = new TorLink(daemon.core, delivery, this);
        daemon.core.run(() -> daemon.core.connect(link));
    }

    @Override
    public TorControl control() {
        return this;
    }

    @Override
    public CompletionStage<Void> ended() {
        return ended.minimalCompletionStage();
    }

    @Override
    public void close() {
        daemon.core.run(() -> daemon.core.disconnect(link));
    }

    @Override
    public TorInfo info() {
        return new TorInfo(TorInformation.version(daemon.core.mode()), daemon.core.mode(), "scripted");
    }

    @Override
    public CompletionStage<TorSubscription> subscribe(Set<String> keywords, Consumer<TorEvent> listener) {
        Subscription subscription = new Subscription(new Wanted(Set.copyOf(keywords), listener));
        subscriptions.add(subscription);
        CompletionStage<Void> set = sendEvents();
        set.whenComplete((done, failure) -> {
            if (failure != null) {
                subscriptions.remove(subscription);
            }
        });
        return set.thenApply(done -> subscription);
    }

    private CompletionStage<Void> sendEvents() {
        Set<String> union = new TreeSet<>();
        subscriptions.forEach(subscription -> union.addAll(subscription.wanted.keywords()));
        String line = union.isEmpty() ? "SETEVENTS" : "SETEVENTS " + String.join(" ", union);
        return send(line, () -> commands.setEvents(link, union));
    }

    @Override
    public CompletionStage<String> getInfo(String key) {
        return ask(
                "GETINFO " + key,
                List.of(),
                () -> stripLastLineFeed(commands.getInfo(List.of(key)).get(key)));
    }

    private static String stripLastLineFeed(String value) {
        return value.endsWith("\n") ? value.substring(0, value.length() - 1) : value;
    }

    @Override
    public CompletionStage<Map<String, List<String>>> getConf(Set<String> names) {
        String line = "GETCONF " + String.join(" ", names);
        return ask(line, List.of(), () -> {
            Map<String, List<String>> result = new LinkedHashMap<>();
            names.stream()
                    .filter(daemon.options::isKnown)
                    .forEach(name -> result.put(name, daemon.options.value(name)));
            return result;
        });
    }

    @Override
    public CompletionStage<Void> setConf(Map<String, String> options) {
        Map<String, List<String>> wanted = new LinkedHashMap<>();
        options.forEach((name, value) -> wanted.put(name, List.of(value)));
        String line = options.entrySet().stream()
                .map(option -> option.getKey() + "=" + quoteIfNeeded(option.getValue()))
                .collect(Collectors.joining(" ", "SETCONF ", ""));
        return send(line, () -> commands.setConf(wanted));
    }

    private static String quoteIfNeeded(String value) {
        boolean plain = value.matches("[^\\s\"]+");
        return plain ? value : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @Override
    public CompletionStage<Void> resetConf(Set<String> names) {
        return send("RESETCONF " + String.join(" ", names), () -> commands.resetConf(List.copyOf(names)));
    }

    @Override
    public CompletionStage<Void> signal(String name) {
        return send("SIGNAL " + name, () -> commands.signal(name));
    }

    @Override
    public CompletionStage<CircuitId> extendCircuit(List<Fingerprint> path) {
        if (path.isEmpty()) {
            throw new IllegalArgumentException("a circuit needs at least one relay");
        }
        List<String> names = path.stream().map(Fingerprint::toString).toList();
        String line = "EXTENDCIRCUIT 0 " + String.join(",", names) + " purpose=controller";
        return ask(line, List.of(), () -> commands.extendCircuit("0", names, "controller").id);
    }

    @Override
    public CompletionStage<CircuitId> extendPaidCircuit(List<PaidHop> hops) {
        List<String> body =
                hops.stream().map(hop -> hop.relay() + " " + hop.payload()).toList();
        return ask("+EXTENDPAIDCIRCUIT 0", body, () -> commands.extendPaidCircuit("0", body).id);
    }

    @Override
    public CompletionStage<Void> closeCircuit(CircuitId circuit) {
        return send("CLOSECIRCUIT " + circuit, unlessGone(() -> commands.closeCircuit(circuit.value(), false)));
    }

    @Override
    public CompletionStage<Void> attachStream(StreamId stream, Optional<CircuitId> circuit) {
        String on = circuit.map(CircuitId::value).orElse("0");
        return send("ATTACHSTREAM " + stream + " " + on, () -> commands.attachStream(stream.value(), on));
    }

    @Override
    public CompletionStage<Void> closeStream(StreamId stream) {
        return send("CLOSESTREAM " + stream + " 1", unlessGone(() -> commands.closeStream(stream.value(), "MISC")));
    }

    @Override
    public CompletionStage<Void> teardownCircuit(long channelCircuitId) {
        String id = Long.toString(channelCircuitId);
        return send("TEARDOWNCIRCUIT " + id, () -> commands.teardownCircuit(id));
    }

    private static Runnable unlessGone(Runnable close) {
        return () -> {
            try {
                close.run();
            } catch (TorRefusal refusal) {
                if (refusal.code() != 552) {
                    throw refusal;
                }
            }
        };
    }

    private CompletionStage<Void> send(String line, Runnable action) {
        return ask(line, List.of(), () -> {
            action.run();
            return null;
        });
    }

    private <T> CompletionStage<T> ask(String line, List<String> body, Supplier<T> action) {
        if (line.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
            throw new IllegalArgumentException("CR, LF and NUL are not allowed in a command");
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        daemon.core.run(() -> {
            if (link.isClosed()) {
                answer.completeExceptionally(lostConnection());
                return;
            }
            pending.add(answer);
            daemon.core.after(deadline, () -> giveUp(answer));
            link.submit(line, body, action, completing(answer));
        });
        return answer.minimalCompletionStage();
    }

    private <T> TorLink.Reply<T> completing(CompletableFuture<T> answer) {
        return new TorLink.Reply<>() {
            @Override
            public void done(T result) {
                forget(answer);
                answer.complete(result);
            }

            @Override
            public void refused(TorRefusal refusal) {
                forget(answer);
                answer.completeExceptionally(new TorException(Failure.REFUSED, refusal.code(), refusal.getMessage()));
            }
        };
    }

    private void forget(CompletableFuture<?> answer) {
        daemon.core.run(() -> pending.remove(answer));
    }

    private void giveUp(CompletableFuture<?> answer) {
        if (pending.remove(answer)) {
            link.post(() -> answer.completeExceptionally(
                    new TorException(Failure.TIMEOUT, 0, "no answer within " + deadline.toSeconds() + " s")));
        }
    }

    private static TorException lostConnection() {
        return new TorException(Failure.CONNECTION_LOST, 0, "the connection to tor was lost");
    }

    @Override
    public void event(ScriptedEvent event) {
        for (Subscription subscription : subscriptions) {
            if (subscription.wanted.keywords().contains(event.keyword())) {
                subscription.wanted.listener().accept(event.typed());
            }
        }
    }

    @Override
    public void lost() {
        List<CompletableFuture<?>> unanswered = new ArrayList<>();
        daemon.core.run(() -> {
            unanswered.addAll(pending);
            pending.clear();
        });
        unanswered.forEach(answer -> answer.completeExceptionally(lostConnection()));
        ended.complete(null);
    }

    /** One listener, until it is closed. */
    private final class Subscription implements TorSubscription {
        private final Wanted wanted;

        Subscription(Wanted wanted) {
            this.wanted = wanted;
        }

        @Override
        public void close() {
            if (subscriptions.remove(this)) {
                sendEvents();
            }
        }
    }
}
