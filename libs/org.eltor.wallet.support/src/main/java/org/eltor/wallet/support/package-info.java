/**
 * What the wallets have in common: HTTP with deadlines and bounds, own trust, secrets, one payment per key, and the
 * life of a wallet as a service.
 *
 * <p>Bundles depend on {@code org.eltor.api} alone, and this must not become a second API. So it is a plain jar that is
 * never installed: each wallet bundle carries a private copy of these packages ({@code -conditionalpackage} in its
 * {@code bnd.bnd}), exports none of them, and can be updated alone.
 */
package org.eltor.wallet.support;
