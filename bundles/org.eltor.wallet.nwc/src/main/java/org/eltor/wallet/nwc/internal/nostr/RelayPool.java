package org.eltor.wallet.nwc.internal.nostr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eltor.wallet.support.CallException;
import org.eltor.wallet.support.CallException.Kind;
import org.eltor.wallet.support.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All relays of a connection at once: what is published goes to each, what comes from any is told. Thread-safe. */
public final class RelayPool implements RelayLink.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(RelayPool.class);
    private static final int AUTHENTICATION = 22242;

    private final NostrKeys keys;
    private final Clock clock;
    private final SecureRandom random;
    private final Supplier<Map<String, ObjectNode>> subscriptions;
    private final Consumer<NostrEvent> events;
    private final List<RelayLink> links = new ArrayList<>();

    private final CompletableFuture<Void> tried = new CompletableFuture<>();
    private final Object lock = new Object();
    private final Map<RelayLink, CallException> lost = new HashMap<>();
    private final List<RelayLink> open = new ArrayList<>();
    private final Map<String, Publication> publications = new ConcurrentHashMap<>();

    /** An event on its way: refused when every relay that got it says so. */
    private static final class Publication {
        private final CompletableFuture<Void> outcome = new CompletableFuture<>();
        private int left;
        private boolean unsure;
    }

    /**
     * @param subscriptions name and filter of each, asked for at every connection
     * @param events is told every genuine event, maybe several times
     */
    public RelayPool(
            Collection<URI> relays,
            NostrKeys keys,
            Clock clock,
            SecureRandom random,
            HttpClient client,
            ScheduledExecutorService executor,
            RelayPace pace,
            Supplier<Map<String, ObjectNode>> subscriptions,
            Consumer<NostrEvent> events) {
        this.keys = keys;
        this.clock = clock;
        this.random = random;
        this.subscriptions = subscriptions;
        this.events = events;
        relays.forEach(relay -> links.add(new RelayLink(relay, client, executor, pace, this)));
    }

    public void connect() {
        links.forEach(RelayLink::connect);
    }

    public void close() {
        links.forEach(RelayLink::close);
    }

    /** Completes when a relay was connected for the first time, or all have failed once. */
    public CompletionStage<Void> tried() {
        return tried.copy();
    }

    /** Why nothing can be published; null when something can. */
    public CallException trouble() {
        synchronized (lock) {
            if (!open.isEmpty()) {
                return null;
            }
            CallException why = lost.values().stream()
                    .filter(failure -> failure.kind() == Kind.NOT_TRUSTED)
                    .findFirst()
                    .or(() -> lost.values().stream().findFirst())
                    .orElse(new CallException(Kind.NOT_SENT, "is not connected yet"));
            Kind kind = why.kind() == Kind.NOT_TRUSTED ? Kind.NOT_TRUSTED : Kind.NOT_SENT;
            return new CallException(kind, "cannot be reached, its relay " + why.getMessage());
        }
    }

    /**
     * Publishes an event on every connected relay.
     *
     * @return completes when one relay has taken it; fails when none has
     */
    public CompletionStage<Void> publish(NostrEvent event) {
        List<RelayLink> targets;
        CallException trouble = trouble();
        synchronized (lock) {
            targets = List.copyOf(open);
        }
        if (trouble != null || targets.isEmpty()) {
            return CompletableFuture.failedStage(
                    trouble == null ? new CallException(Kind.NOT_SENT, "lost its relays") : trouble);
        }
        Publication publication = new Publication();
        publication.left = targets.size();
        publications.put(event.id(), publication);
        publication.outcome.whenComplete((done, failure) -> publications.remove(event.id()));
        String message = "[\"EVENT\"," + event.json() + "]";
        for (RelayLink link : targets) {
            link.send(message).whenComplete((sent, failure) -> {
                if (failure != null) {
                    refused(publication, true);
                }
            });
        }
        return publication.outcome;
    }

    @Override
    public void opened(RelayLink link) {
        subscribe(link);
        synchronized (lock) {
            lost.remove(link);
            open.add(link);
        }
        tried.complete(null);
    }

    @Override
    public void lost(RelayLink link, CallException why) {
        boolean all;
        synchronized (lock) {
            open.remove(link);
            lost.put(link, why);
            all = lost.size() == links.size();
        }
        if (all) {
            tried.complete(null);
        }
    }

    @Override
    public void received(RelayLink link, String message) {
        JsonNode array;
        try {
            array = Json.parse(message);
        } catch (CallException e) {
            LOG.debug("A relay sent nonsense");
            return;
        }
        switch (array.path(0).asText()) {
            case "EVENT" -> NostrEvent.verified(array.path(2)).ifPresent(events);
            case "OK" -> answered(array.path(1).asText(), array.path(2).asBoolean(false));
            case "AUTH" -> authenticate(link, array.path(1).asText());
            default -> LOG.debug("A relay says something that needs no answer");
        }
    }

    private void answered(String id, boolean taken) {
        Publication publication = publications.get(id);
        if (publication == null) {
            return;
        }
        if (taken) {
            publication.outcome.complete(null);
        } else {
            refused(publication, false);
        }
    }

    private static void refused(Publication publication, boolean mayHaveArrived) {
        boolean unsure;
        synchronized (publication) {
            publication.unsure |= mayHaveArrived;
            if (--publication.left > 0) {
                return;
            }
            unsure = publication.unsure;
        }
        publication.outcome.completeExceptionally(
                unsure
                        ? new CallException(Kind.NO_ANSWER, "lost its relay while being asked")
                        : new CallException(Kind.NOT_SENT, "was not asked, since its relays refuse our events"));
    }

    /** NIP-42. */
    private void authenticate(RelayLink link, String challenge) {
        List<List<String>> tags = List.of(List.of("relay", link.relay().toString()), List.of("challenge", challenge));
        NostrEvent event = NostrEvent.signed(keys, clock.instant().getEpochSecond(), AUTHENTICATION, tags, "", random);
        link.send("[\"AUTH\"," + event.json() + "]");
        subscribe(link);
    }

    private void subscribe(RelayLink link) {
        subscriptions.get().forEach((name, filter) -> link.send("[\"REQ\",\"" + name + "\"," + filter + "]"));
    }
}
