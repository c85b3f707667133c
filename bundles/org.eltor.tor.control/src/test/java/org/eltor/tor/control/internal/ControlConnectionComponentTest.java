package org.eltor.tor.control.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.eltor.api.tor.TorControl;
import org.eltor.tor.control.internal.connection.Await;
import org.eltor.tor.control.internal.connection.LiteralTor;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** The component over a service registry that only takes notes. */
class ControlConnectionComponentTest {
    private final List<String> registry = new CopyOnWriteArrayList<>();

    @Test
    void defaultsAreThoseOfTheDocumentation() {
        assertThat(values(Map.of()))
                .isEqualTo(Map.of(
                        "address",
                        "127.0.0.1:9051",
                        "cookie_file",
                        "",
                        "password_file",
                        "",
                        "command_timeout_seconds",
                        10,
                        "reconnect_min_ms",
                        200L,
                        "reconnect_max_ms",
                        10_000L));
    }

    @Test
    void controlIsRegisteredOnlyWhileItIsAuthenticated() throws Exception {
        CountDownLatch lost = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (LiteralTor tor = LiteralTor.playing(
                script -> {
                    script.welcome();
                    lost.await();
                    script.hangUp();
                },
                script -> {
                    script.welcome("250 PaymentCircuitMaxFee\r\n");
                    end.await();
                })) {
            ControlConnectionComponent component =
                    new ControlConnectionComponent(context(), config(Map.of("address", tor.address())));
            assertThat(component.component()).isEqualTo("org.eltor.tor.control");

            Await.until("registered", () -> registry.size() == 1);
            assertThat(component.problem()).isEmpty();
            lost.countDown();
            Await.until("registered again", () -> registry.size() == 3);
            assertDeactivatesInTime(component);
            end.countDown();

            assertThat(registry)
                    .containsExactly(
                            "registered STOCK at " + tor.address(),
                            "unregistered",
                            "registered ELTOR at " + tor.address(),
                            "unregistered");
        }
        Await.noThreadsLeft();
    }

    private static void assertDeactivatesInTime(ControlConnectionComponent component) throws InterruptedException {
        long start = System.nanoTime();
        component.deactivate();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void configurationThatCannotBeUsedIsAProblemAndNoCrash() throws Exception {
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("command_timeout_seconds", 0),
                Map.of("reconnect_min_ms", 0L),
                Map.of("reconnect_min_ms", 50_000L),
                Map.of("cookie_file", "a\0b"))) {
            ControlConnectionComponent component = new ControlConnectionComponent(context(), config(wrong));

            assertThat(component.problem().orElseThrow()).endsWith(": correct it in org.eltor.tor.control");
            component.deactivate();
        }
        assertThat(registry).isEmpty();
    }

    @Test
    void addressThatCannotBeReadIsAProblem() throws Exception {
        ControlConnectionComponent component =
                new ControlConnectionComponent(context(), config(Map.of("address", "9051")));

        Await.until("said so", () -> component.problem().orElse("").contains("9051 is not a control port's address"));
        component.deactivate();
    }

    private BundleContext context() {
        return proxy(BundleContext.class, (method, arguments) -> {
            Dictionary<?, ?> properties = (Dictionary<?, ?>) arguments[2];
            assertThat(arguments[0]).isEqualTo(TorControl.class);
            registry.add("registered " + properties.get("eltor.mode") + " at " + properties.get("eltor.endpoint"));
            return proxy(ServiceRegistration.class, (ignored, none) -> registry.add("unregistered") ? null : null);
        });
    }

    private static ControlConfig config(Map<String, Object> changes) {
        Map<String, Object> values = values(changes);
        return proxy(ControlConfig.class, (method, arguments) -> values.get(method));
    }

    private static Map<String, Object> values(Map<String, Object> changes) {
        Map<String, Object> values = new HashMap<>();
        for (Method method : ControlConfig.class.getDeclaredMethods()) {
            values.put(method.getName(), method.getDefaultValue());
        }
        values.putAll(changes);
        return values;
    }

    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                ControlConnectionComponentTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
    }
}
