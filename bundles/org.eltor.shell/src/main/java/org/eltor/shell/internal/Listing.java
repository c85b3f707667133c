package org.eltor.shell.internal;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Function;
import org.apache.karaf.shell.support.table.Col;
import org.apache.karaf.shell.support.table.ShellTable;

/**
 * Rows under headings.
 *
 * @param columns the headings
 * @param rows clean texts, as many in each as there are columns
 * @param empty the line that stands for a table without rows
 */
public record Listing(List<Column> columns, List<List<String>> rows, String empty) {
    public Listing {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * @param heading what stands above
     * @param right whether it is a number, to be aligned to the right
     * @param tone the tone of a cell's text
     */
    public record Column(String heading, boolean right, Function<String, Tone> tone) {
        /** A column of words. */
        static Column text(String heading) {
            return new Column(heading, false, cell -> Tone.PLAIN);
        }

        /** A column of numbers. */
        static Column number(String heading) {
            return new Column(heading, true, cell -> Tone.PLAIN);
        }

        /** A column of words, some of which want attention. */
        static Column state(String heading, Function<String, Tone> tone) {
            return new Column(heading, false, tone);
        }
    }

    void print(PrintStream out, boolean colour) {
        if (rows.isEmpty()) {
            out.println(empty);
            return;
        }
        ShellTable table = new ShellTable();
        for (Column column : columns) {
            Col col = table.column(column.heading());
            if (column.right()) {
                col.alignRight();
            }
            if (colour) {
                col.colorProvider(cell -> column.tone().apply(cell.strip()).start());
            }
        }
        rows.forEach(row -> table.addRow().addContent(row.toArray()));
        table.print(out);
    }
}
