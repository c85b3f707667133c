package org.eltor.relay.internal;

import org.eltor.api.relay.NetworkView;
import org.eltor.relay.internal.path.Countries;

/** Knows in which countries relays are, inside this bundle. */
interface CountrySource {
    /**
     * The countries of a view's relays, as far as tor has said; the same object as long as nothing new is known. Tor is
     * asked for those that are missing. Any thread, never blocks.
     */
    Countries of(NetworkView view);
}
