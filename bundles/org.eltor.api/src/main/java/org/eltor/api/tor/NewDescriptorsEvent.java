package org.eltor.api.tor;

import java.util.List;

/**
 * New descriptors arrived (NEWDESC, control-spec 4.1.6).
 *
 * @param relays the relays they are of
 */
public record NewDescriptorsEvent(List<Fingerprint> relays) implements TorEvent {
    public NewDescriptorsEvent {
        relays = List.copyOf(relays);
    }
}
