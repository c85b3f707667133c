/** What Nostr needs of cryptography: the curve from Bouncy Castle, ciphers and hashes from the JDK. */
package org.eltor.wallet.nwc.internal.crypto;
