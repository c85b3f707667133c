package org.eltor.relay.internal.path;

import java.util.Optional;
import org.eltor.api.relay.RelayDescriptor;

/** In which countries relays are, as far as tor has said. Immutable: what tor says later makes a new one. */
public interface Countries {
    /** Tor's word for an address that is in no country it knows. */
    String UNKNOWN = "??";

    /** Nobody has been asked. */
    Countries NONE = new Countries() {
        @Override
        public Optional<String> of(RelayDescriptor relay) {
            return Optional.empty();
        }

        @Override
        public Optional<String> missing() {
            return Optional.of("nobody has asked tor in which countries relays are; wait for the connection to tor");
        }
    };

    /** The two letters of a relay's country in lower case, or {@link #UNKNOWN}; empty where tor has not said. */
    Optional<String> of(RelayDescriptor relay);

    /** Why not all relays' countries are known, a clause that says the way out; empty when they are. */
    Optional<String> missing();
}
