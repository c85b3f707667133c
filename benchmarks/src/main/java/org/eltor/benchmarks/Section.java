package org.eltor.benchmarks;

import java.nio.file.Path;
import java.util.List;

/** A part of the benchmarks that can be run alone. */
interface Section {
    /** What it is called on the command line, and its file. */
    String name();

    /**
     * Measures, writes the figures as JSON and prints a summary.
     *
     * @param results the file to write, whatever the figures are
     * @return the limits that were missed, a few words each
     */
    List<String> run(Path results) throws Exception;
}
