package org.eltor.wallet.nwc.internal.nostr;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eltor.wallet.support.CallException;
import org.eltor.wallet.support.CallException.Kind;
import org.eltor.wallet.support.http.WalletHttp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A websocket to one relay that comes back when it was lost, with growing pauses. Says whole messages to its listener;
 * a message that is too large, or a relay that answers no ping, ends the connection.
 */
final class RelayLink {
    /** Is told in the order of the events, one at a time for each connection. */
    interface Listener {
        /** The connection is there; {@link RelayLink#send} may be called. */
        void opened(RelayLink link);

        void received(RelayLink link, String message);

        /** It is gone, or could not be made; it will be tried again. */
        void lost(RelayLink link, CallException why);
    }

    private static final Logger LOG = LoggerFactory.getLogger(RelayLink.class);
    private static final int LARGEST = 1024 * 1024;

    private final URI relay;
    private final HttpClient client;
    private final ScheduledExecutorService executor;
    private final RelayPace pace;
    private final Listener listener;

    private final Object lock = new Object();
    private WebSocket socket;
    private CompletableFuture<?> lastSend = CompletableFuture.completedFuture(null);
    private int failures;
    private boolean closed;
    private boolean awaitsPong;

    RelayLink(URI relay, HttpClient client, ScheduledExecutorService executor, RelayPace pace, Listener listener) {
        this.relay = relay;
        this.client = client;
        this.executor = executor;
        this.pace = pace;
        this.listener = listener;
    }

    URI relay() {
        return relay;
    }

    void connect() {
        synchronized (lock) {
            if (closed) {
                return;
            }
        }
        client.newWebSocketBuilder()
                .connectTimeout(WalletHttp.CONNECT_TIMEOUT)
                .buildAsync(relay, new Connection())
                .whenComplete((opened, failure) -> {
                    if (failure != null) {
                        lost(null, explained(failure));
                    }
                });
    }

    /** Sends after what was sent before; the stage fails when it may not have arrived. */
    CompletionStage<Void> send(String message) {
        synchronized (lock) {
            if (socket == null) {
                return CompletableFuture.failedStage(new CallException(Kind.NOT_SENT, "is not connected"));
            }
            WebSocket current = socket;
            CompletableFuture<Void> sent = lastSend.handle((before, failure) -> null)
                    .thenCompose(ignored -> current.sendText(message, true))
                    .thenApply(ignored -> null);
            lastSend = sent;
            return sent;
        }
    }

    void close() {
        WebSocket current;
        synchronized (lock) {
            closed = true;
            current = socket;
            socket = null;
        }
        if (current != null) {
            current.abort();
        }
    }

    private void opened(WebSocket given) {
        synchronized (lock) {
            if (closed) {
                given.abort();
                return;
            }
            socket = given;
            lastSend = CompletableFuture.completedFuture(null);
            failures = 0;
            awaitsPong = false;
        }
        LOG.debug("Connected to a relay");
        listener.opened(this);
        later(pace.ping(), () -> ping(given));
    }

    /** @param which null when it never opened */
    private void lost(WebSocket which, CallException why) {
        Duration pause;
        synchronized (lock) {
            if (closed || which != socket) {
                return;
            }
            socket = null;
            failures++;
            pause = pace.afterFailures(failures);
        }
        LOG.debug("Lost a relay: {}", why.getMessage());
        listener.lost(this, why);
        later(pause, this::connect);
    }

    private void ping(WebSocket which) {
        synchronized (lock) {
            if (socket != which) {
                return;
            }
            if (!awaitsPong) {
                awaitsPong = true;
                lastSend = lastSend.handle((before, failure) -> null)
                        .thenCompose(ignored -> which.sendPing(ByteBuffer.allocate(0)));
                later(pace.ping(), () -> ping(which));
                return;
            }
        }
        which.abort();
        lost(which, new CallException(Kind.NO_ANSWER, "answers no ping"));
    }

    private void later(Duration pause, Runnable task) {
        try {
            executor.schedule(task, pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The wallet is being stopped");
        }
    }

    /** What was never connected was sent nothing. */
    private static CallException explained(Throwable failure) {
        CallException why = WalletHttp.explained(failure);
        return why.kind() == Kind.NOT_TRUSTED ? why : new CallException(Kind.NOT_SENT, why.getMessage());
    }

    /** One connection's messages, put together. */
    private final class Connection implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        /** Comes on a thread of the JDK's common pool, which is not ours to work on. */
        @Override
        public void onOpen(WebSocket given) {
            later(Duration.ZERO, () -> {
                opened(given);
                given.request(1);
            });
        }

        @Override
        public CompletionStage<?> onText(WebSocket given, CharSequence part, boolean last) {
            if (message.length() + part.length() > LARGEST) {
                given.abort();
                lost(given, new CallException(Kind.NONSENSE, "sent a message of more than 1 MiB"));
                return null;
            }
            message.append(part);
            if (last) {
                String whole = message.toString();
                message.setLength(0);
                received(whole);
            }
            given.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onPong(WebSocket given, ByteBuffer payload) {
            synchronized (lock) {
                awaitsPong = false;
            }
            given.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket given, int status, String reason) {
            lost(given, new CallException(Kind.NO_ANSWER, "closed the connection"));
            return null;
        }

        @Override
        public void onError(WebSocket given, Throwable failure) {
            lost(given, WalletHttp.explained(failure));
        }

        private void received(String whole) {
            try {
                listener.received(RelayLink.this, whole);
            } catch (RuntimeException e) { // a bug of ours must not end the connection silently
                LOG.error("Bug: a relay's message was not understood", e);
            }
        }
    }
}
