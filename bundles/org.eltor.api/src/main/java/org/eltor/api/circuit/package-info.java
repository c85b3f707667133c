/**
 * Paid circuits as a host sees them: {@link org.eltor.api.circuit.CircuitManager} to look,
 * {@link org.eltor.api.circuit.CircuitAdmin} to start and stop, {@link org.eltor.api.circuit.SchedulingStrategy} to
 * plug in another order of circuits.
 */
@Export
@Version("1.0.0")
package org.eltor.api.circuit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
