package org.eltor.devnet.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.eltor.api.circuit.SessionEvent;
import org.eltor.api.circuit.SessionListener;
import org.osgi.service.component.annotations.Component;

/** Passes on what the circuit manager tells. */
@Component(
        immediate = true,
        service = {SessionFeed.class, SessionListener.class})
public final class SessionFeed implements SessionListener {

    private final List<Consumer<SessionEvent>> listeners = new CopyOnWriteArrayList<>();

    /** From now on {@code listener} hears of everything, on the manager's thread, and must not block. */
    public void add(Consumer<SessionEvent> listener) {
        listeners.add(listener);
    }

    public void remove(Consumer<SessionEvent> listener) {
        listeners.remove(listener);
    }

    @Override
    public void sessionEvent(SessionEvent event) {
        listeners.forEach(listener -> listener.accept(event));
    }
}
