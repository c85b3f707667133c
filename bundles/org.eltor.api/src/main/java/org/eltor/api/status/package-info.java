/**
 * What stands in the way, told by each component itself. A service that does not work is not registered, so nobody
 * could ask it why: {@link org.eltor.api.status.ComponentStatus} is registered always and says it.
 */
@Export
@Version("1.0.0")
package org.eltor.api.status;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
