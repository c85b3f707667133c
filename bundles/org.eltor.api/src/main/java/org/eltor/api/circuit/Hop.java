package org.eltor.api.circuit;

import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.tor.Fingerprint;

/**
 * One relay of a circuit; always a Tor hop.
 *
 * @param relay the relay
 * @param nickname its name for people, already free of control characters
 * @param rate what it asks for one interval
 */
public record Hop(Fingerprint relay, String nickname, MilliSatoshi rate) {}
