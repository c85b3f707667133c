package org.eltor.tor.control.internal.connection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.eltor.api.tor.ControlTarget;
import org.eltor.api.tor.TorException;
import org.eltor.api.tor.TorException.Failure;
import org.eltor.tor.control.internal.protocol.Command;
import org.eltor.tor.control.internal.protocol.Commands;
import org.eltor.tor.control.internal.protocol.Messages;
import org.eltor.tor.control.internal.protocol.ProtocolInfo;
import org.eltor.tor.control.internal.protocol.Reply;
import org.eltor.tor.control.internal.protocol.SafeCookie;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses how to authenticate, and does it (control-spec 3.5, 3.24): nothing where nothing is asked, else SAFECOOKIE,
 * else the password, else the bare cookie. The bare cookie is never sent to a tor that knows SAFECOOKIE, and the cookie
 * file that the other end names is only believed on this machine.
 */
final class Authenticator {
    private static final Logger LOG = LoggerFactory.getLogger(Authenticator.class);
    private static final int NOT_AUTHENTICATED = 514;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Function<Command, CompletableFuture<Reply>> sender;
    private final String endpoint;
    private final boolean local;
    private final ControlTarget target;

    /**
     * @param sender sends a command
     * @param endpoint the other end, for people
     * @param local whether the other end is on this machine
     */
    Authenticator(
            Function<Command, CompletableFuture<Reply>> sender, String endpoint, boolean local, ControlTarget target) {
        this.sender = sender;
        this.endpoint = endpoint;
        this.local = local;
        this.target = target;
    }

    /** Runs on the callback thread; reads at most two small files there. */
    CompletableFuture<Void> authenticate(ProtocolInfo info) throws TorException {
        if (info.offers(ProtocolInfo.NULL)) {
            return send(Commands.authenticate(new byte[0]), "tor at " + endpoint + " refused");
        }
        boolean password = target.passwordFile().isPresent() && info.offers(ProtocolInfo.HASHED_PASSWORD);
        if (info.offers(ProtocolInfo.SAFE_COOKIE) || info.offers(ProtocolInfo.COOKIE) && !password) {
            try {
                return cookie(info);
            } catch (TorException unreadable) {
                if (!password) {
                    throw unreadable;
                }
            }
        }
        if (password) {
            return password(target.passwordFile().get());
        }
        throw refused(
                info.offers(ProtocolInfo.HASHED_PASSWORD)
                        ? "tor at " + endpoint + " asks for a password: set password.file in " + Messages.PID
                        : "tor at " + endpoint
                                + " offers no way to authenticate that we know: set CookieAuthentication 1 in torrc");
    }

    private CompletableFuture<Void> cookie(ProtocolInfo info) throws TorException {
        Path file = cookieFile(info);
        byte[] cookie = read(file);
        if (info.offers(ProtocolInfo.SAFE_COOKIE)) {
            return safeCookie(file, cookie);
        }
        if (!local) {
            throw refused("tor at " + endpoint + " wants the bare cookie over the network:"
                    + " use a tor that offers SAFECOOKIE or set password.file in " + Messages.PID);
        }
        return send(Commands.authenticate(cookie), wrongCookie(file));
    }

    private Path cookieFile(ProtocolInfo info) throws TorException {
        Optional<Path> named = local ? info.cookieFile() : Optional.empty();
        return target.cookieFile()
                .or(() -> named)
                .orElseThrow(() ->
                        refused("cookie of tor at " + endpoint + " not known: set cookie.file in " + Messages.PID));
    }

    private static byte[] read(Path file) throws TorException {
        try {
            if (Files.size(file) != SafeCookie.LENGTH) {
                throw refused("cookie " + file + " is not " + SafeCookie.LENGTH + " bytes long: set cookie.file in "
                        + Messages.PID + " to tor's control_auth_cookie");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw refused(
                    "cookie " + file + " unreadable: run as a user of tor's group with CookieAuthFileGroupReadable 1"
                            + " or set cookie.file in " + Messages.PID);
        }
    }

    private CompletableFuture<Void> safeCookie(Path file, byte[] cookie) {
        byte[] nonce = new byte[SafeCookie.LENGTH];
        RANDOM.nextBytes(nonce);
        SafeCookie proof = new SafeCookie(cookie, nonce);
        return Stages.compose(sender.apply(Commands.authChallenge(nonce)), challenge -> {
            byte[] answer;
            try {
                answer = proof.answer(challenge);
            } catch (TorException e) {
                throw new TorException(
                        e.failure(),
                        e.code(),
                        "tor at " + endpoint + " did not prove that it knows the cookie " + file
                                + ": set address or cookie.file in " + Messages.PID);
            }
            return send(Commands.authenticate(answer), wrongCookie(file));
        });
    }

    private static String wrongCookie(Path file) {
        return "wrong cookie: check that " + file + " is of the tor that runs, or set cookie.file in " + Messages.PID;
    }

    private CompletableFuture<Void> password(Path file) throws TorException {
        Command command;
        try {
            command = Commands.authenticate(withoutLineEnd(Files.readString(file, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw refused("password file " + file + " unreadable: check password.file in " + Messages.PID);
        } catch (IllegalArgumentException e) {
            throw refused("password file " + file + " has more than one line: leave only the password in it");
        }
        boolean open = isReadableByAll(file);
        return Stages.map(send(command, "wrong control password: check password.file " + file), done -> {
            if (open) {
                LOG.warn("Password file {} is readable by everyone on this machine: chmod 600 it", file);
            }
            return done;
        });
    }

    private static boolean isReadableByAll(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static String withoutLineEnd(String text) {
        return text.replaceFirst("\\r?\\n\\z", "");
    }

    private CompletableFuture<Void> send(Command command, String ifRefused) {
        return Stages.map(sender.apply(command), reply -> {
            succeeded(reply, ifRefused);
            return null;
        });
    }

    private static void succeeded(Reply reply, String ifRefused) throws TorException {
        if (!reply.isSuccess()) {
            throw new TorException(Failure.REFUSED, reply.code(), ifRefused + " (tor answered " + reply.code() + ")");
        }
    }

    private static TorException refused(String message) {
        return new TorException(Failure.REFUSED, NOT_AUTHENTICATED, message);
    }
}
