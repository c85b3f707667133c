package org.eltor.devnet.internal;

import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Configurations without a framework. Knows the few methods that are used; any other fails the test. */
final class InMemoryConfigurations {

    private final Map<String, Hashtable<String, Object>> stored = new HashMap<>();

    void put(String pid, Map<String, Object> values) {
        stored.put(pid, new Hashtable<>(values));
    }

    /** The values of a configuration; null when there is none. */
    Map<String, Object> values(String pid) {
        return stored.get(pid);
    }

    ConfigurationAdmin admin() {
        return proxy(ConfigurationAdmin.class, (method, arguments) -> switch (method) {
            case "getConfiguration" -> configuration((String) arguments[0]);
            case "listConfigurations" -> list((String) arguments[0]);
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private Configuration[] list(String filter) {
        String key = filter.substring(1, filter.indexOf('='));
        Configuration[] found = stored.entrySet().stream()
                .filter(entry -> entry.getValue().containsKey(key))
                .map(entry -> configuration(entry.getKey()))
                .toArray(Configuration[]::new);
        return found.length == 0 ? null : found;
    }

    private Configuration configuration(String pid) {
        return proxy(Configuration.class, (method, arguments) -> switch (method) {
            case "getProperties" -> stored.containsKey(pid) ? new Hashtable<>(stored.get(pid)) : null;
            case "update" -> stored.put(pid, copy((Dictionary<?, ?>) arguments[0])) == null ? null : null;
            case "delete" -> stored.remove(pid) == null ? null : null;
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private static Hashtable<String, Object> copy(Dictionary<?, ?> properties) {
        Hashtable<String, Object> copy = new Hashtable<>();
        Collections.list(properties.keys()).forEach(key -> copy.put((String) key, properties.get(key)));
        return copy;
    }

    private interface Handler {
        Object call(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        Object proxy = Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> handler.call(method.getName(), arguments));
        return type.cast(proxy);
    }
}
