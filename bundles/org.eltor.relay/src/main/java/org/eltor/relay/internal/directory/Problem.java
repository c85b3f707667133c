package org.eltor.relay.internal.directory;

/** What can stand in a directory's way. */
enum Problem {
    /** Tor was not asked yet, or has not answered. */
    WAITING,
    /** Tor itself has not enough directory information. */
    NOT_ENOUGH,
    /** Tor refused a question. */
    REFUSED,
    /** Tor's consensus is not valid any more, or not yet. */
    STALE,
    /** There is a view, but without the bandwidth weights of tor's consensus. */
    UNWEIGHTED,
    /** There is a view, but tor does not know what relays ask. */
    NO_TERMS,
    /** Tor answered, but no circuit could be made of that. */
    UNUSABLE
}
