package org.eltor.tor.control.internal.connection;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eltor.api.tor.TorException;
import org.eltor.api.tor.TorException.Failure;
import org.eltor.tor.control.internal.protocol.Messages;

/** Says why a control port could not be reached, and the way out. */
final class ConnectFailures {
    private static final String OR_SET_ADDRESS = " or set address in " + Messages.PID;

    private ConnectFailures() {}

    static TorException explain(ControlAddress address, IOException cause) {
        return new TorException(
                Failure.CONNECTION_LOST, 0, address.isUnix() ? unix(address, cause) : tcp(address, cause));
    }

    private static String unix(ControlAddress address, IOException cause) {
        Path socket = Path.of(address.host());
        if (!Files.exists(socket)) {
            return "no control socket at " + address + ": start tor with ControlSocket " + address + OR_SET_ADDRESS;
        }
        if (!Files.isWritable(socket)) {
            return "control socket " + address
                    + " not allowed: run as a user of tor's group with ControlSocketsGroupWritable 1" + OR_SET_ADDRESS;
        }
        return "control socket " + address + " refused (" + Messages.clean(String.valueOf(cause.getMessage()))
                + "): start tor with ControlSocket " + address + OR_SET_ADDRESS;
    }

    private static String tcp(ControlAddress address, IOException cause) {
        if (cause instanceof UnknownHostException) {
            return "host of control port " + address + " unknown: set address in " + Messages.PID;
        }
        String what = cause instanceof SocketTimeoutException ? "does not answer" : "refused";
        return "control port " + what + " at " + address + ": start tor with ControlPort " + address.port()
                + OR_SET_ADDRESS;
    }
}
