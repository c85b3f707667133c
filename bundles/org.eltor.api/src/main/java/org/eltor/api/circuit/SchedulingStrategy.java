package org.eltor.api.circuit;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Names the next circuit. Called on the manager's loop thread over an immutable snapshot: it must not block, and it
 * keeps no state that a lost call could spoil. The highest {@code service.ranking} is used.
 */
@ConsumerType
public interface SchedulingStrategy {
    /** Name for people, for example {@code round-robin}. */
    String name();

    /** One of the request's candidates. */
    CircuitInfo next(SchedulingRequest request);
}
