/**
 * Fakes for tests: a settable clock and an executor on virtual time, a tor that follows a script, a directory of made-up
 * relays, a wallet in memory. Start with {@link org.eltor.testkit.SteppedExecutor} and
 * {@link org.eltor.testkit.ScriptedTor}.
 *
 * <p>The fakes answer as the real programs were seen to answer, crashes included. Nothing here belongs in a production
 * set-up.
 */
@Export
@Version("1.0.0")
package org.eltor.testkit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
