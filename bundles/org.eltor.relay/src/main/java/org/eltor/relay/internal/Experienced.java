package org.eltor.relay.internal;

import org.eltor.relay.internal.path.HistoryFactors;

/** What experience says of relays, inside this bundle. */
interface Experienced {
    /** The same object as long as it says the same. Any thread, never blocks. */
    HistoryFactors factors();
}
