package org.eltor.itests;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import org.ops4j.pax.exam.ProbeInvoker;
import org.ops4j.pax.exam.ProbeInvokerFactory;
import org.ops4j.pax.exam.TestContainerException;
import org.ops4j.pax.exam.util.Injector;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/** The part of {@link KarafExtension} that lives in Karaf, in a bundle of its own: runs one test when called. */
public final class JupiterInvoker implements BundleActivator, ProbeInvokerFactory {
    private static final long INJECTOR_LIMIT_MILLIS = 10_000;

    private ServiceTracker<Injector, Injector> injectors;

    @Override
    public void start(BundleContext context) {
        injectors = new ServiceTracker<>(context, Injector.class, null);
        injectors.open();
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("driver", "jupiter"); // KarafExtension.DRIVER; that class is not here
        context.registerService(ProbeInvokerFactory.class, this, properties);
    }

    @Override
    public void stop(BundleContext context) {
        injectors.close();
    }

    @Override
    public ProbeInvoker createProbeInvoker(Object probe, String classAndMethod) {
        String[] names = classAndMethod.split(";");
        return arguments -> {
            try {
                run(((BundleContext) probe).getBundle().loadClass(names[0]), names[1]);
            } catch (InvocationTargetException e) {
                throw new TestContainerException(e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new TestContainerException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TestContainerException(e);
            }
        };
    }

    private void run(Class<?> testClass, String test) throws ReflectiveOperationException, InterruptedException {
        Injector injector = injectors.waitForService(INJECTOR_LIMIT_MILLIS);
        if (injector == null) {
            throw new IllegalStateException("Pax Exam's injector did not come up");
        }
        Object instance = testClass.getDeclaredConstructor().newInstance();
        injector.injectFields(instance);
        try {
            invokeAll(instance, "BeforeEach");
            testClass.getMethod(test).invoke(instance);
        } finally {
            invokeAll(instance, "AfterEach");
        }
    }

    /** By name: this bundle and the test class need not agree on which JUnit they see. */
    private static void invokeAll(Object instance, String annotation) throws ReflectiveOperationException {
        for (Method method : instance.getClass().getMethods()) {
            if (Arrays.stream(method.getAnnotations())
                    .anyMatch(
                            present -> present.annotationType().getSimpleName().equals(annotation))) {
                method.invoke(instance);
            }
        }
    }
}
