package org.eltor.relay.internal.directory;

import org.eltor.testkit.ScriptedTor;
import org.eltor.testkit.SettableClock;

/** Relays for tests outside of this package. */
public final class TestRelays {
    private TestRelays() {}

    /** Makes relays known that may be guard, middle and exit. */
    public static void addTo(ScriptedTor tor, int count) {
        for (int number = 1; number <= count; number++) {
            tor.addRelay(Texts.relay(number, "Exit Fast Guard Running Stable Valid"));
        }
        tor.info("dir/status-vote/current/consensus", Texts.consensus(SettableClock.START, 6000));
    }
}
