/**
 * Lightning as a payer of small recurring payments needs it: implement {@link org.eltor.api.lightning.Wallet} to add a
 * backend. Nothing in this package knows of Tor.
 */
@Export
@Version("1.0.0")
package org.eltor.api.lightning;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
