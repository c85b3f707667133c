/**
 * The control protocol as values and one service: start with {@link org.eltor.api.tor.TorControl}.
 *
 * <p>Everything that tor prints is parsed into types here; a word this version does not know is kept, never refused.
 * Nothing in this package knows of payments.
 */
@Export
@Version("1.0.0")
package org.eltor.api.tor;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
