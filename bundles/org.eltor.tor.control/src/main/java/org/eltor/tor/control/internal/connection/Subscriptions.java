package org.eltor.tor.control.internal.connection;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eltor.api.tor.TorEvent;
import org.eltor.api.tor.TorSubscription;
import org.eltor.tor.control.internal.protocol.Command;
import org.eltor.tor.control.internal.protocol.Commands;
import org.eltor.tor.control.internal.protocol.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who listens to which events of one connection. SETEVENTS replaces tor's whole list, so it is sent for the union of
 * all, and never twice at a time: a refused word then takes nobody else's events away.
 */
final class Subscriptions {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);
    /** The elTor fork's relays print PAYMENT_ID_HASH_RECEIVED with this before it. */
    private static final String PREFIX_OF_THE_FORK = "EVENT_";

    private final class Subscription implements TorSubscription {
        private final Set<String> keywords;
        private final Consumer<TorEvent> listener;
        private volatile boolean wanted;
        private volatile boolean closed;

        Subscription(Set<String> keywords, Consumer<TorEvent> listener) {
            this.keywords = keywords;
            this.listener = listener;
        }

        boolean matches(String keyword) {
            return keywords.contains(keyword)
                    || keyword.startsWith(PREFIX_OF_THE_FORK)
                            && keywords.contains(keyword.substring(PREFIX_OF_THE_FORK.length()));
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                subscriptions.remove(this);
                update(Optional.empty());
            }
        }
    }

    private final Function<Command, CompletableFuture<Reply>> sender;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final Object lock = new Object();
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
    private Optional<Set<String>> inForce = Optional.of(Set.of());

    Subscriptions(Function<Command, CompletableFuture<Reply>> sender) {
        this.sender = sender;
    }

    /** Adds a listener, which gets matching events from now on; the stage completes when tor sends all of them. */
    CompletionStage<TorSubscription> subscribe(Set<String> keywords, Consumer<TorEvent> listener) {
        Set<String> checked = keywords.stream()
                .map(keyword -> Commands.eventName(keyword.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toUnmodifiableSet());
        Subscription subscription = new Subscription(checked, listener);
        subscriptions.add(subscription);
        CompletableFuture<TorSubscription> result = new CompletableFuture<>();
        update(Optional.of(subscription)).whenComplete((done, failure) -> {
            if (failure == null) {
                result.complete(subscription);
            } else {
                subscriptions.remove(subscription);
                result.completeExceptionally(Stages.toTorException(failure));
            }
        });
        return result;
    }

    /** Whether anybody listens to such events. */
    boolean wants(String keyword) {
        return subscriptions.stream().anyMatch(subscription -> subscription.matches(keyword));
    }

    /** Tells all listeners; one that throws is logged and does not keep the event from the others. */
    void deliver(String keyword, TorEvent event) {
        for (Subscription subscription : subscriptions) {
            if (subscription.matches(keyword) && !subscription.closed) {
                tell(subscription, event);
            }
        }
    }

    private static void tell(Subscription subscription, TorEvent event) {
        try {
            subscription.listener.accept(event);
        } catch (RuntimeException e) {
            LOG.error("Bug: a listener of {} threw", subscription.keywords, e);
        }
    }

    private CompletableFuture<Void> update(Optional<Subscription> joining) {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        CompletableFuture<Void> before;
        synchronized (lock) {
            before = last;
            last = turn;
        }
        before.whenComplete((done, failure) -> sendUnion(joining).whenComplete((sent, refused) -> {
            if (refused == null) {
                turn.complete(null);
            } else {
                turn.completeExceptionally(refused);
            }
        }));
        return turn;
    }

    /** Runs for one change at a time, so that what is in force needs no lock. */
    private CompletableFuture<Void> sendUnion(Optional<Subscription> joining) {
        Set<String> union = new TreeSet<>();
        joining.ifPresent(subscription -> union.addAll(subscription.keywords));
        subscriptions.stream()
                .filter(subscription -> subscription.wanted)
                .forEach(subscription -> union.addAll(subscription.keywords));
        if (inForce.equals(Optional.of(union))) {
            joining.ifPresent(subscription -> subscription.wanted = true);
            return CompletableFuture.completedFuture(null);
        }
        inForce = Optional.empty(); // unknown until tor has answered
        return Stages.map(sender.apply(Commands.setEvents(union)), reply -> {
            reply.orRefused();
            inForce = Optional.of(union);
            joining.ifPresent(subscription -> subscription.wanted = true);
            return null;
        });
    }
}
