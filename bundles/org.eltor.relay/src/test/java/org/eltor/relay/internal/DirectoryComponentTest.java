package org.eltor.relay.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.eltor.api.relay.RelayDirectory;
import org.eltor.api.tor.TorControl;
import org.eltor.relay.internal.directory.TestRelays;
import org.eltor.testkit.ScriptedTor;
import org.eltor.testkit.SteppedExecutor;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class DirectoryComponentTest {
    private final SteppedExecutor time = new SteppedExecutor();
    private final ScriptedTor tor = ScriptedTor.stock(time);
    private final List<Object> registered = new CopyOnWriteArrayList<>();

    @Test
    void registersWhileUsableAndEndsItsThread() throws InterruptedException {
        tor.torrc("UseMicrodescriptors", "0");
        TestRelays.addTo(tor, 4);
        TorControl control = tor.control();
        DirectoryComponent component = new DirectoryComponent(context(), control);
        assertThat(becomes(() -> !registered.isEmpty())).isTrue();
        assertThat(registered).singleElement().isInstanceOf(RelayDirectory.class);
        assertThat(component.problem()).isEmpty();
        assertThat(threads()).hasSize(1);

        component.deactivate();
        assertThat(registered).isEmpty();
        assertThat(becomes(() -> threads().isEmpty())).isTrue();
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("eltor-relay-"))
                .toList();
    }

    /** Lets scripted and real time pass until something holds, 5 s at most. */
    private boolean becomes(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            time.advance(Duration.ofMillis(10));
            Thread.sleep(5);
        }
        return condition.getAsBoolean();
    }

    /** Of a bundle context, what registers a service. */
    private BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("registerService")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    registered.add(arguments[1]);
                    return registration(arguments[1]);
                });
    }

    private ServiceRegistration<?> registration(Object service) {
        AtomicBoolean gone = new AtomicBoolean();
        return (ServiceRegistration<?>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ServiceRegistration.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("unregister") || gone.getAndSet(true)) {
                        throw new IllegalStateException(method.getName());
                    }
                    registered.remove(service);
                    return null;
                });
    }
}
