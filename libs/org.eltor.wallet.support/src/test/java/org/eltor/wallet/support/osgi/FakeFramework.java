package org.eltor.wallet.support.osgi;

import java.io.File;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** The few answers of a framework that a wallet asks for. */
final class FakeFramework {
    private final Path folder;
    private final List<Entry> services = new CopyOnWriteArrayList<>();

    /** A registered service. */
    record Entry(Object service, Dictionary<String, ?> properties, ServiceReference<?> reference) {
        int ranking() {
            return (Integer) properties.get(Constants.SERVICE_RANKING);
        }
    }

    FakeFramework(Path folder) {
        this.folder = folder;
    }

    List<Entry> services() {
        return List.copyOf(services);
    }

    BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getDataFile" -> new File(folder.toFile(), (String) arguments[0]);
                    case "registerService" -> register(arguments[1], (Dictionary<?, ?>) arguments[2]);
                    case "getServiceReferences" -> matching((String) arguments[1]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** @param filter {@code (key=value)} */
    private List<ServiceReference<?>> matching(String filter) {
        String[] parts = filter.substring(1, filter.length() - 1).split("=");
        List<ServiceReference<?>> result = new ArrayList<>();
        services.stream()
                .filter(entry ->
                        String.valueOf(entry.properties().get(parts[0])).equals(parts[1]))
                .forEach(entry -> result.add(entry.reference()));
        return result;
    }

    @SuppressWarnings("unchecked")
    private ServiceRegistration<?> register(Object service, Dictionary<?, ?> properties) {
        ServiceReference<?> reference = (ServiceReference<?>) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ServiceReference.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        Entry entry = new Entry(service, (Dictionary<String, ?>) properties, reference);
        services.add(entry);
        return (ServiceRegistration<?>) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ServiceRegistration.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getReference" -> reference;
                    case "unregister" -> {
                        services.remove(entry);
                        yield null;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
