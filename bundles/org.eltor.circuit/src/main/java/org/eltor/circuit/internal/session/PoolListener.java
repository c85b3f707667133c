package org.eltor.circuit.internal.session;

/** Hears of the pool, on the loop. */
interface PoolListener {
    /** A circuit can be used from now on. */
    void usable(ManagedCircuit circuit);

    /** A circuit takes nothing new from now on; its streams may still move. */
    void leaving(ManagedCircuit circuit);

    /** A circuit is gone, whether it was ever usable or not. */
    void gone(ManagedCircuit circuit);

    /** The number of the session that circuits launched now belong to. */
    int session();

    /** Whether this circuit's paid life ends with the interval paid last. */
    boolean isLastInterval(ManagedCircuit circuit);

    /** The first attempt of a slot has ended, or something else changed that rounds wait for. */
    void changed();
}
