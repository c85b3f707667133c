package org.eltor.devnet.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.AnyService;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Knows every service of our API. Nothing is mandatory, so it is there as long as the bundle is. */
@Component
public final class PlatformComponent implements Platform {

    private static final long ASK_AGAIN_MILLIS = 200;

    private final Map<ServiceReference<?>, Object> services = new ConcurrentHashMap<>();
    private final Object change = new Object();

    @Reference(
            service = AnyService.class,
            target = "(objectClass=org.eltor.api.*)",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void bindService(Object service, ServiceReference<?> reference) {
        services.put(reference, service);
        changed();
    }

    void unbindService(ServiceReference<?> reference) {
        services.remove(reference);
        changed();
    }

    private void changed() {
        synchronized (change) {
            change.notifyAll();
        }
    }

    @Override
    public <T> Optional<T> find(Class<T> type) {
        return ranked(type, any -> true).findFirst();
    }

    @Override
    public <T> Optional<T> find(Class<T> type, MoneyKind kind) {
        return ranked(type, reference -> isOf(kind, reference)).findFirst();
    }

    @Override
    public Optional<Object> property(Class<?> type, MoneyKind kind, String name) {
        return services.entrySet().stream()
                .filter(entry -> isOf(kind, entry.getKey()) && type.isInstance(entry.getValue()))
                .map(Map.Entry::getKey)
                .max((a, b) -> a.compareTo(b))
                .map(reference -> reference.getProperty(name));
    }

    private static boolean isOf(MoneyKind kind, ServiceReference<?> reference) {
        return kind.word().equals(reference.getProperty(MoneyKind.PROPERTY));
    }

    @Override
    public <T> List<T> all(Class<T> type) {
        return ranked(type, any -> true).toList();
    }

    private <T> Stream<T> ranked(Class<T> type, Predicate<ServiceReference<?>> wanted) {
        return services.entrySet().stream()
                .filter(entry -> wanted.test(entry.getKey()))
                .filter(entry -> type.isInstance(entry.getValue()))
                .sorted((a, b) -> b.getKey().compareTo(a.getKey()))
                .map(entry -> type.cast(entry.getValue()));
    }

    @Override
    public boolean await(BooleanSupplier condition, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        synchronized (change) {
            while (!condition.getAsBoolean()) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                change.wait(Math.min(left, ASK_AGAIN_MILLIS));
            }
        }
        return true;
    }
}
