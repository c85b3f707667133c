package org.eltor.api.circuit;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears of a session. Register it as a service to be called. */
@FunctionalInterface
@ConsumerType
public interface SessionListener {
    /** Called on the manager's event thread, one event after the other; must not block. */
    void sessionEvent(SessionEvent event);
}
