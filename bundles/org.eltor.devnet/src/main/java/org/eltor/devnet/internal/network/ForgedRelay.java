package org.eltor.devnet.internal.network;

import java.time.Instant;

/** One relay with its keys and both of the documents that describe it. */
record ForgedRelay(RelayProfile profile, RelayKeys keys, ServerDescriptor descriptor, Microdescriptor microdescriptor) {

    static ForgedRelay of(RelayProfile profile, RelayKeys keys, Instant now) {
        return new ForgedRelay(
                profile, keys, ServerDescriptor.of(profile, keys, now), Microdescriptor.of(profile, keys));
    }

    ForgedRelay withOffer(String offer, Instant now) {
        return of(profile.withOffer(profile.offer().withOffer(offer)), keys, now);
    }
}
