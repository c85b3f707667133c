package org.eltor.api.relay;

/** A relay's flag in the consensus (dir-spec 3.4.1). Flags that nothing here looks at are left out. */
public enum RelayFlag {
    /** Not to be used as an exit: its operator misbehaved. */
    BAD_EXIT,
    /** More useful for building general-purpose exit circuits than for relay circuits. */
    EXIT,
    /** Suitable for high-bandwidth circuits. */
    FAST,
    /** Suitable for use as an entry guard. */
    GUARD,
    /** Currently usable over all its published addresses. */
    RUNNING,
    /** Suitable for long-lived circuits. */
    STABLE,
    /** Has been validated. */
    VALID
}
