package org.eltor.payment.internal.kill;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;

/** Starts payers, each in a JVM of its own that comes up as soon as possible, since most of them live for less. */
public final class PayerJvm {
    /** Seconds that the slowest start and the slowest end may take. */
    public static final long PATIENCE = 60;

    private final Path folder;
    private final Class<?> main;
    private final List<String> options = new ArrayList<>();
    private String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    /**
     * @param main prints {@code up} first
     * @param folder for what payers write: logs, and files that are left where one is killed
     * @param options further ones of the JVM
     */
    public PayerJvm(Class<?> main, Path folder, String... options) {
        this.main = main;
        this.folder = folder;
        this.options.addAll(List.of(options));
    }

    /**
     * Keeps the classes of a payer as the JVM has them loaded, which saves later ones half of their start.
     *
     * @param arguments those of a payer that ends by itself
     */
    public void archiveClasses(String... arguments) throws IOException, InterruptedException {
        List<String> jars = new ArrayList<>();
        for (String part : classPath.split(File.pathSeparator)) {
            jars.add(Files.isDirectory(Path.of(part)) ? jar(part, "classes" + jars.size() + ".jar") : part);
        }
        classPath = String.join(File.pathSeparator, jars);
        Path archive = folder.resolve("payer.jsa");
        options.add("-XX:ArchiveClassesAtExit=" + archive);
        Process payer = start(arguments);
        payer.getInputStream().readAllBytes();
        if (payer.waitFor() != 0 || !Files.exists(archive)) {
            throw new IOException("classes were not archived; see payer.err in " + folder);
        }
        options.remove(options.size() - 1);
        options.add("-XX:SharedArchiveFile=" + archive);
    }

    /** The JVM archives no classes of folders. */
    private String jar(String classes, String name) throws IOException {
        String jar = folder.resolve(name).toString();
        ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
        if (tool.run(System.out, System.err, "--create", "--file", jar, "-C", classes, ".") != 0) {
            throw new IOException("cannot pack " + classes);
        }
        return jar;
    }

    /** Starts a payer. */
    public Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + folder,
                "-Dorg.slf4j.simpleLogger.logFile=" + folder.resolve("payer.log")));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(Arrays.asList(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("payer.err").toFile()))
                .start();
    }

    /**
     * Waits until a payer is up.
     *
     * @return what else it says
     */
    public BufferedReader awaitUp(Process payer) throws IOException {
        payer.onExit().orTimeout(PATIENCE, TimeUnit.SECONDS).whenComplete((dead, late) -> payer.destroyForcibly());
        BufferedReader said =
                new BufferedReader(new InputStreamReader(payer.getInputStream(), StandardCharsets.US_ASCII));
        if (!"up".equals(said.readLine())) {
            throw new IOException("a payer did not come up; see payer.err in " + folder);
        }
        return said;
    }

    /** All that payers wrote to their logs and to their standard error. */
    public String said() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String name : List.of("payer.log", "payer.err")) {
            if (Files.exists(folder.resolve(name))) {
                text.append(Files.readString(folder.resolve(name)));
            }
        }
        return text.toString();
    }
}
