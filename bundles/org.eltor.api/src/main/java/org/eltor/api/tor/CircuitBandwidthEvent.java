package org.eltor.api.tor;

/**
 * Bytes of one circuit since its last such event, about one second before (CIRC_BW, control-spec 4.1.22).
 *
 * @param id the circuit
 * @param read bytes read, cells and all
 * @param written bytes written, cells and all
 * @param deliveredRead application bytes that arrived; 0 when tor is too old to say
 * @param deliveredWritten application bytes that left; 0 when tor is too old to say
 */
public record CircuitBandwidthEvent(CircuitId id, long read, long written, long deliveredRead, long deliveredWritten)
        implements TorEvent {}
