package org.eltor.itests;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.vmOptions;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;

import java.nio.file.Path;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import org.assertj.core.api.Assertions;
import org.eltor.testkit.FreePort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.launcher.Launcher;
import org.opentest4j.AssertionFailedError;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.container.remote.RBCRemoteTargetOptions;

/** The distribution of this build as Pax Exam starts it: offline, on ports of its own, as {@code bin/karaf} would. */
final class KarafUnderTest {
    private static final String MAVEN = "etc/org.ops4j.pax.url.mvn.cfg";
    private static final long START_LIMIT_MILLIS = 90_000;

    private KarafUnderTest() {}

    /**
     * @param folder where the distribution is unpacked, to stay there for whoever looks for its log
     * @param heap most memory of the virtual machine, in MB
     */
    static Option[] options(Path folder, int heap) {
        return new Option[] {distribution(folder), offline(), virtualMachine(heap), jupiter()};
    }

    private static Option distribution(Path folder) {
        return composite(
                karafDistributionConfiguration()
                        .frameworkUrl(
                                Path.of(property("eltor.distribution")).toUri().toString())
                        .karafVersion(property("karaf.version"))
                        .name("eltor")
                        .unpackDirectory(folder.toFile())
                        .useDeployFolder(false),
                keepRuntimeFolder(),
                configureConsole().ignoreLocalConsole(),
                editConfigurationFilePut("etc/org.apache.karaf.shell.cfg", "sshPort", String.valueOf(FreePort.find())),
                RBCRemoteTargetOptions.waitForRBCFor(Math.toIntExact(START_LIMIT_MILLIS)));
    }

    /** Bundles come from the distribution and from Pax Exam's folder, whatever the machine's Maven has. */
    private static Option offline() {
        Path exam = Path.of(property("exam.repository"));
        return composite(
                editConfigurationFilePut(MAVEN, "org.ops4j.pax.url.mvn.repositories", ""),
                editConfigurationFilePut(
                        MAVEN,
                        "org.ops4j.pax.url.mvn.localRepository",
                        exam.resolveSibling("no-repository").toString()),
                editConfigurationFilePut(
                        MAVEN,
                        "org.ops4j.pax.url.mvn.defaultRepositories",
                        "${karaf.home.uri}${karaf.default.repository}@id=system.repository@snapshots," + exam.toUri()
                                + "@id=exam"));
    }

    /** What {@code bin/karaf} passes to the virtual machine, which Pax Exam does not. */
    private static Option virtualMachine(int heap) {
        String version = property("karaf.version");
        String lib = "lib/endorsed/org.apache.karaf.specs.";
        Stream<String> patches = Stream.of(
                "--patch-module=java.base=" + lib + "locator-" + version + ".jar",
                "--patch-module=java.xml=" + lib + "java.xml-" + version + ".jar",
                "--add-reads=java.xml=java.logging",
                "--add-exports=java.base/org.apache.karaf.specs.locator=java.xml,ALL-UNNAMED");
        Stream<String> opens = Stream.of(
                        "java.base/java.lang",
                        "java.base/java.net",
                        "java.base/java.security",
                        "java.base/java.util",
                        "java.naming/javax.naming.spi",
                        "java.rmi/sun.rmi.transport.tcp")
                .map(target -> "--add-opens=" + target + "=ALL-UNNAMED");
        Stream<String> exports = Stream.of(
                        "java.base/sun.net.www.content.text",
                        "java.base/sun.net.www.protocol.file",
                        "java.base/sun.net.www.protocol.ftp",
                        "java.base/sun.net.www.protocol.http",
                        "java.base/sun.net.www.protocol.https",
                        "java.base/sun.net.www.protocol.jar",
                        "java.rmi/sun.rmi.registry")
                .map(target -> "--add-exports=" + target + "=ALL-UNNAMED");
        Stream<String> others = Stream.of(
                "-Xmx" + heap + "m",
                "-XX:TieredStopAtLevel=1",
                "-Deltor.data=" + property("eltor.data"),
                "-classpath",
                String.join(System.getProperty("path.separator"), "lib/jdk9plus/*", "lib/boot/*", "lib/endorsed/*"));
        return vmOptions(Stream.of(patches, opens, exports, others)
                .flatMap(options -> options)
                .toArray(String[]::new));
    }

    /** What test classes use. The resolver wants all of JUnit: each of its bundles requires the next. */
    private static Option jupiter() {
        return composite(Stream.of(
                        AssertionFailedError.class,
                        TestEngine.class,
                        JUnitException.class,
                        Launcher.class,
                        Test.class,
                        JupiterTestEngine.class,
                        Assertions.class,
                        ByteBuddy.class)
                .map(KarafUnderTest::bundleOf)
                .toArray(Option[]::new));
    }

    /** The jar on our own class path that holds the class. */
    private static Option bundleOf(Class<?> type) {
        return bundle(type.getProtectionDomain().getCodeSource().getLocation().toString());
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("System property " + name + " is not set; itests/pom.xml sets it");
        }
        return value;
    }
}
