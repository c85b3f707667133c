package org.eltor.benchmarks.crash;

import java.lang.reflect.Constructor;
import java.util.Map;
import org.eltor.wallet.contract.Configs;
import org.osgi.framework.BundleContext;

/** The component of a wallet's bundle, as Declarative Services make it from a configuration. */
final class LoneComponent {
    private final Object component;

    private LoneComponent(Object component) {
        this.component = component;
    }

    static LoneComponent start(DoubleKind kind, Map<String, Object> settings, LoneFramework framework)
            throws ReflectiveOperationException {
        Class<?> config = Class.forName(kind.component() + "Config");
        Constructor<?> made = Class.forName(kind.component() + "Component")
                .getDeclaredConstructor(BundleContext.class, config, Map.class);
        made.setAccessible(true);
        return new LoneComponent(made.newInstance(framework.context(), Configs.of(config, settings), Map.of()));
    }

    void stop() throws ReflectiveOperationException {
        component.getClass().getMethod("deactivate").invoke(component);
    }
}
