package org.eltor.tor.control.internal.connection;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eltor.api.tor.ControlTarget;
import org.eltor.api.tor.TorConnector.TorConnection;
import org.eltor.api.tor.TorControl;
import org.eltor.api.tor.TorEvent;
import org.eltor.api.tor.TorException;
import org.eltor.tor.control.internal.protocol.EventParser;
import org.eltor.tor.control.internal.protocol.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection as its opener sees it. Has a control only once it is authenticated. */
final class SocketConnection implements TorConnection {
    private static final Logger LOG = LoggerFactory.getLogger(SocketConnection.class);
    /** Come in floods, and each makes the one before it stale. */
    private static final Set<String> DROPPABLE = Set.of("CIRC_BW", "STREAM_BW");

    private final ControlConnection connection;
    private final Subscriptions subscriptions;
    private volatile Optional<TorControl> control = Optional.empty();

    SocketConnection(int number, ControlAddress address, Timeouts timeouts) {
        connection = new ControlConnection(number, address, timeouts, this::event);
        subscriptions = new Subscriptions(connection::send);
    }

    /** Connects and authenticates; closes itself when that fails. */
    CompletableFuture<SocketConnection> connect(ControlTarget target) {
        CompletableFuture<SocketConnection> result = Stages.map(
                Stages.compose(connection.open(), opened -> new Handshake(connection, target).run()), info -> {
                    control = Optional.of(new SocketTorControl(info, connection::send, subscriptions));
                    return this;
                });
        result.whenComplete((connected, failure) -> {
            if (failure != null) {
                close();
            }
        });
        return result;
    }

    private void event(Reply reply) {
        try {
            String keyword = EventParser.keyword(reply);
            if (subscriptions.wants(keyword)) {
                TorEvent event = EventParser.parse(reply);
                connection.tell(() -> subscriptions.deliver(keyword, event), DROPPABLE.contains(keyword));
            }
        } catch (TorException e) {
            LOG.debug("Event skipped: {}", e.getMessage());
        }
    }

    @Override
    public TorControl control() {
        return control.orElseThrow();
    }

    @Override
    public CompletionStage<Void> ended() {
        return connection.ended().copy(); // whoever completes the copy ends nothing
    }

    /** Bandwidth events that were left out because listeners were too slow. */
    long droppedEvents() {
        return connection.droppedEvents();
    }

    @Override
    public void close() {
        connection.close();
    }

    boolean awaitEnd(long millis) throws InterruptedException {
        return connection.awaitEnd(millis);
    }
}
