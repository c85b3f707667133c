package org.eltor.api.tor;

/**
 * One asynchronous event (control-spec 4.1). The set is closed so that a reader can switch over it; events without a
 * type of their own arrive as {@link OtherEvent}, words included.
 */
public sealed interface TorEvent
        permits CircuitEvent,
                StreamEvent,
                CircuitBandwidthEvent,
                OrConnEvent,
                NewConsensusEvent,
                NewDescriptorsEvent,
                StatusEvent,
                GuardEvent,
                ConfChangedEvent,
                OtherEvent {}
