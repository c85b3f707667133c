package org.eltor.wallet.contract;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Configurations as Declarative Services make them: defaults, with some values changed. */
public final class Configs {
    private Configs() {}

    /** @param changed values by method name */
    public static <T> T of(Class<T> type, Map<String, Object> changed) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> changed.getOrDefault(method.getName(), method.getDefaultValue())));
    }
}
