package org.eltor.tor.control.internal.connection;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.eltor.api.tor.ControlTarget;
import org.eltor.api.tor.TorException;
import org.eltor.api.tor.TorException.Failure;
import org.eltor.api.tor.TorInfo;
import org.eltor.api.tor.TorMode;
import org.eltor.tor.control.internal.protocol.Answers;
import org.eltor.tor.control.internal.protocol.Commands;
import org.eltor.tor.control.internal.protocol.Messages;
import org.eltor.tor.control.internal.protocol.ProtocolInfo;
import org.eltor.tor.control.internal.protocol.Reply;

/** What happens once per connection before users see it: authentication, version, and which kind of tor it is. */
final class Handshake {
    private static final String VERSION = "version";
    /** An option that only the elTor fork has. */
    private static final String FORK_OPTION = "PaymentCircuitMaxFee";

    private final ControlConnection connection;
    private final ControlTarget target;

    Handshake(ControlConnection connection, ControlTarget target) {
        this.connection = connection;
        this.target = target;
    }

    /** Completes when the connection is authenticated and known. */
    CompletableFuture<TorInfo> run() {
        CompletableFuture<Reply> asked = connection.send(Commands.protocolInfo());
        CompletableFuture<ProtocolInfo> info = new CompletableFuture<>();
        Stages.map(asked, ProtocolInfo::parse).whenComplete((value, failure) -> {
            if (failure == null) {
                info.complete(value);
            } else {
                info.completeExceptionally(noControlPort(Stages.toTorException(failure)));
            }
        });
        Authenticator authenticator =
                new Authenticator(connection::send, connection.address().toString(), connection.isLocal(), target);
        return Stages.compose(Stages.compose(info, authenticator::authenticate), authenticated -> identify());
    }

    private CompletableFuture<TorInfo> identify() {
        connection.trust();
        CompletableFuture<Reply> version = connection.send(Commands.getInfo(VERSION));
        CompletableFuture<Reply> option = connection.send(Commands.getConf(Set.of(FORK_OPTION)));
        return Stages.compose(
                version,
                versionReply -> Stages.map(
                        option,
                        optionReply -> new TorInfo(
                                Messages.clean(Answers.info(VERSION, versionReply)),
                                mode(optionReply),
                                connection.address().toString())));
    }

    private static TorMode mode(Reply reply) throws TorException {
        if (Answers.unknownOptions(reply).contains(FORK_OPTION)) {
            return TorMode.STOCK;
        }
        reply.orRefused();
        return TorMode.ELTOR;
    }

    private TorException noControlPort(TorException failure) {
        String address = connection.address().toString();
        if (failure.failure() == Failure.TIMEOUT) {
            return new TorException(
                    Failure.TIMEOUT,
                    0,
                    "control port does not answer at " + address + ": restart that tor or set address in "
                            + Messages.PID);
        }
        return failure.failure() == Failure.CONNECTION_LOST
                ? failure
                : new TorException(
                        failure.failure(),
                        failure.code(),
                        "no control port of tor at " + address + ": set address in " + Messages.PID);
    }
}
