package org.eltor.api.tor;

/**
 * Tor's own guard set changed (GUARD, control-spec 4.1.11).
 *
 * @param type for example {@code ENTRY}
 * @param relay the guard
 * @param status NEW, UP, DOWN, BAD, GOOD or DROPPED as printed
 */
public record GuardEvent(String type, Fingerprint relay, String status) implements TorEvent {}
