package org.eltor.api.tor;

/**
 * A new consensus arrived (NEWCONSENSUS, control-spec 4.1.14). The entries themselves are left to
 * {@code GETINFO ns/all}.
 *
 * @param entries number of relays listed
 */
public record NewConsensusEvent(int entries) implements TorEvent {}
