package org.eltor.devnet.internal.audit;

import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.tor.ControlTarget;
import org.eltor.api.tor.Fingerprint;

/**
 * A relay whose payments are watched.
 *
 * @param relay its identity
 * @param nickname its name for people
 * @param payee the account that is paid for it
 * @param rate what one interval costs; an offer names no amount, so the relay has to look
 * @param control its control port
 */
public record AuditedRelay(Fingerprint relay, String nickname, Payee payee, MilliSatoshi rate, ControlTarget control) {}
