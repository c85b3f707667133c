/**
 * Paying the relays of a circuit, interval by interval, within a budget, and never twice: see
 * {@link org.eltor.api.payment.PaymentService}.
 */
@Export
@Version("1.0.0")
package org.eltor.api.payment;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
