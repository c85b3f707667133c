/** Nostr as NIP-01 has it: signed events, and relays that pass them on over websockets. */
package org.eltor.wallet.nwc.internal.nostr;
