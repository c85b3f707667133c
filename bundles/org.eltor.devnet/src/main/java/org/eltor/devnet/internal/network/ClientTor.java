package org.eltor.devnet.internal.network;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * The client of a private network, ready to be steered: it builds no circuit by itself.
 *
 * @param controlSocket unix socket of the control protocol
 * @param cookieFile the 32 byte secret for {@code AUTHENTICATE}
 * @param socksAddress the SOCKS listener on loopback
 * @param process the running tor
 * @param dataDirectory its data directory, gone when the network is closed
 */
public record ClientTor(
        Path controlSocket,
        Path cookieFile,
        InetSocketAddress socksAddress,
        ProcessHandle process,
        Path dataDirectory) {}
