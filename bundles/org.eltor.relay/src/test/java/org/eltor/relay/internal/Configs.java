package org.eltor.relay.internal;

import java.lang.reflect.Proxy;

/** Configurations with all defaults but one. */
final class Configs {
    private Configs() {}

    static RelayConfig with(String name, Object value) {
        return (RelayConfig) Proxy.newProxyInstance(
                Configs.class.getClassLoader(),
                new Class<?>[] {RelayConfig.class},
                (proxy, method, arguments) -> method.getName().equals(name) ? value : method.getDefaultValue());
    }
}
