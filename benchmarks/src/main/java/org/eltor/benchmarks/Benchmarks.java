package org.eltor.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs the sections that are asked for, or all: {@code Benchmarks FOLDER [SECTIONS]}. Where a limit is missed it ends with
 * exit code 1, after all of them.
 */
public final class Benchmarks {
    private static final List<Section> SECTIONS = List.of(
            new DirectorySection(),
            new FuzzSection(),
            new LedgerSection(),
            new CrashSection(),
            new SimulationSection());

    private Benchmarks() {}

    /** @param arguments the folder for results, then the names of sections, perhaps several in one argument */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        Set<String> asked = Arrays.stream(arguments)
                .skip(1)
                .flatMap(words -> Arrays.stream(words.split(" ")))
                .filter(word -> !word.isBlank())
                .collect(Collectors.toSet());
        Set<String> known = SECTIONS.stream().map(Section::name).collect(Collectors.toSet());
        if (!known.containsAll(asked)) {
            System.err.println("There are these sections: " + String.join(" ", known));
            System.exit(2);
        }
        List<String> missed = new ArrayList<>();
        for (Section section : SECTIONS) {
            if (asked.isEmpty() || asked.contains(section.name())) {
                section.run(folder.resolve(section.name() + ".json"))
                        .forEach(limit -> missed.add(section.name() + ": " + limit));
            }
        }
        if (!missed.isEmpty()) {
            System.out.println("missed: " + String.join("; ", missed));
            System.exit(1);
        }
    }
}
