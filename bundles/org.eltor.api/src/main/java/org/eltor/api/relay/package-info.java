/**
 * Relays, their payment terms, and the choice among them. {@link org.eltor.api.relay.RelayDirectory} says what there
 * is, {@link org.eltor.api.relay.RelaySelector} plans a path; neither builds anything.
 */
@Export
@Version("1.0.0")
package org.eltor.api.relay;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
