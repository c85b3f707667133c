package org.eltor.devnet.lightning.internal.network;

import java.util.function.Function;
import org.eltor.devnet.lightning.internal.node.LightningNode;
import org.eltor.devnet.lightning.internal.node.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps two nodes connected, in memory. A connection belongs to the two groups that it was made in: when either is
 * replaced, it is over. Thread-safe.
 */
final class Link {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);

    private final NodeHost callerHost;
    private final String caller;
    private final NodeHost calledHost;
    private final String called;

    private Connection current;
    private boolean online = true;

    Link(NodeHost callerHost, String caller, NodeHost calledHost, String called) {
        this.callerHost = callerHost;
        this.caller = caller;
        this.calledHost = calledHost;
        this.called = called;
    }

    /** Connects unless that is done already or not wanted. */
    void maintain() {
        Connection connection;
        synchronized (this) {
            if (!online || (current != null && !current.closed)) {
                return;
            }
            connection = new Connection();
            current = connection;
        }
        connection.open();
    }

    /** Cuts the connection, and whether it comes back. */
    void online(boolean wanted) {
        Connection connection;
        synchronized (this) {
            online = wanted;
            connection = wanted ? null : current;
        }
        if (connection != null) {
            connection.close();
        }
    }

    /** One side has a new group, so that the connection of the old one is gone. */
    void drop() {
        Connection connection;
        synchronized (this) {
            connection = current;
        }
        if (connection != null) {
            connection.close();
        }
    }

    /** Two ends and what flows between them. */
    private final class Connection {
        private final End from = new End(callerHost, caller);
        private final End to = new End(calledHost, called);
        private volatile boolean closed;

        Connection() {
            from.other = to;
            to.other = from;
        }

        /** The called side must listen before the caller's greeting arrives. */
        void open() {
            to.host
                    .ask(group -> {
                        to.group = group.number();
                        to.id = group.node(called).accept(to);
                        return group.node(called).id();
                    })
                    .thenCompose(key -> from.host.ask(group -> {
                        if (!closed) {
                            from.group = group.number();
                            from.id = group.node(caller).connect(key, from);
                        }
                        return null;
                    }))
                    .whenComplete((nothing, failure) -> {
                        if (failure != null) {
                            LOG.debug("{} and {} are not connected", caller, called, failure);
                            close();
                        }
                    });
        }

        void close() {
            if (!closed) {
                closed = true;
                from.lose();
                to.lose();
            }
        }

        /** What one node holds: it sends to the other. */
        private final class End implements Wire {
            private final NodeHost host;
            private final String name;
            private End other;
            /** A number and not the group itself, which must be free to go. */
            private volatile long group;

            private volatile long id;

            End(NodeHost host, String name) {
                this.host = host;
                this.name = name;
            }

            @Override
            public void send(byte[] bytes) {
                other.tell(node -> {
                    node.received(other.id, bytes, other);
                    return null;
                });
            }

            @Override
            public void close() {
                Connection.this.close();
            }

            void lose() {
                tell(node -> {
                    node.lost(id);
                    return null;
                });
            }

            private void tell(Function<LightningNode, Void> work) {
                host.ask(present -> present.number() == group ? work.apply(present.node(name)) : null);
            }
        }
    }
}
