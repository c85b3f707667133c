package org.eltor.itests;

import static org.ops4j.pax.exam.CoreOptions.streamBundle;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.ops4j.pax.exam.ExamSystem;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.TestAddress;
import org.ops4j.pax.exam.TestContainer;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.karaf.options.KarafExamSystemConfigurationOption;
import org.ops4j.pax.exam.spi.PaxExamRuntime;
import org.ops4j.pax.tinybundles.TinyBundles;

/**
 * Runs the tests of a class inside the distribution, one Karaf for the class, and injects services into its
 * {@code @Inject} fields there. The class, its tests and its {@code @BeforeEach} and {@code @AfterEach} methods are
 * public; each test gets an instance of its own. {@code @BeforeAll} and {@code @AfterAll} stay outside of Karaf.
 */
public final class KarafExtension implements BeforeAllCallback, AfterAllCallback, InvocationInterceptor {
    /** Names {@link JupiterInvoker} to Pax Exam, whose own invokers know JUnit 4 only. */
    static final String DRIVER = "jupiter";

    /** What {@code bin/karaf} would give, in MB. */
    private static final int USUAL_HEAP = 256;

    private final Map<Method, TestAddress> addresses = new HashMap<>();
    private TestContainer karaf;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Class<?> testClass = context.getRequiredTestClass();
        Path folder = Path.of("target", "exam", testClass.getSimpleName());
        deleteRecursively(folder);
        ExamSystem system = PaxExamRuntime.createTestSystem(Stream.concat(
                        Stream.of(KarafUnderTest.options(folder, heap(testClass))), Stream.of(driver(), invoker()))
                .toArray(Option[]::new));
        karaf = PaxExamRuntime.createContainer(system);
        karaf.start();
        karaf.installProbe(probe(system, testClass).build().getStream());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (karaf != null) {
            karaf.stop();
        }
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context) {
        invocation.skip();
        karaf.call(addresses.get(method.getExecutable()));
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context) {
        invocation.skip();
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context) {
        invocation.skip();
    }

    private static int heap(Class<?> testClass) {
        Heap heap = testClass.getAnnotation(Heap.class);
        return heap == null ? USUAL_HEAP : heap.value();
    }

    private TestProbeBuilder probe(ExamSystem system, Class<?> testClass) throws IOException {
        TestProbeBuilder probe = system.createProbe();
        for (Method method : testClass.getMethods()) {
            if (method.isAnnotationPresent(Test.class)) {
                addresses.put(method, probe.addTest(testClass, method.getName()));
            }
        }
        return probe;
    }

    /** Each run leaves 50 MB behind. */
    private static void deleteRecursively(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static Option driver() {
        return new KarafExamSystemConfigurationOption(DRIVER);
    }

    private static Option invoker() throws IOException {
        return streamBundle(TinyBundles.bundle()
                .symbolicName("org.eltor.itests.invoker")
                .activator(JupiterInvoker.class)
                .setHeader("Bundle-ManifestVersion", "2")
                .setHeader("DynamicImport-Package", "*")
                .build(TinyBundles.rawBuilder()));
    }
}
