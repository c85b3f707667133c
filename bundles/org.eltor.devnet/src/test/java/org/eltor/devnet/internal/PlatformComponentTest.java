package org.eltor.devnet.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import org.eltor.api.status.ComponentStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.ServiceReference;

@Timeout(120)
class PlatformComponentTest {

    private final PlatformComponent platform = new PlatformComponent();

    /** A reference that compares by its ranking. */
    private static ServiceReference<?> reference(int ranking) {
        return (ServiceReference<?>) Proxy.newProxyInstance(
                PlatformComponentTest.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "hashCode" -> ranking;
                    case "equals" -> self == arguments[0];
                    case "getProperty" -> ranking < 0 ? "lightning" : "simulated";
                    case "compareTo" -> Integer.compare(ranking, arguments[0].hashCode());
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @Test
    void theHighestRankingIsPreferred() {
        platform.bindService("low", reference(-100));
        platform.bindService("high", reference(0));
        assertThat(platform.find(String.class)).contains("high");
        assertThat(platform.all(String.class)).containsExactly("high", "low");
        assertThat(platform.find(ComponentStatus.class)).isEmpty();
    }

    @Test
    void aPairIsToldByItsProperty() {
        platform.bindService("low", reference(-100));
        platform.bindService("high", reference(0));
        assertThat(platform.find(String.class, MoneyKind.LIGHTNING)).contains("low");
        assertThat(platform.find(String.class, MoneyKind.SIMULATED)).contains("high");
        assertThat(platform.property(String.class, MoneyKind.LIGHTNING, MoneyKind.PROPERTY))
                .contains("lightning");
        assertThat(platform.property(Integer.class, MoneyKind.LIGHTNING, MoneyKind.PROPERTY))
                .isEmpty();
    }

    @Test
    void aServiceThatWentAwayIsNotFound() {
        ServiceReference<?> reference = reference(0);
        platform.bindService("service", reference);
        platform.unbindService(reference);
        assertThat(platform.find(String.class)).isEmpty();
    }

    @Test
    void waitsForAServiceToCome() throws Exception {
        Thread later = new Thread(() -> platform.bindService("service", reference(0)));
        later.start();
        assertThat(platform.await(() -> platform.find(String.class).isPresent(), Duration.ofSeconds(20)))
                .isTrue();
        later.join();
    }

    @Test
    void doesNotWaitForEver() throws Exception {
        assertThat(platform.await(() -> false, Duration.ofMillis(50))).isFalse();
    }
}
