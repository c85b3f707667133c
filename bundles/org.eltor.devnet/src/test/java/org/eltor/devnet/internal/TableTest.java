package org.eltor.devnet.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        Table table = new Table("id", "role");
        table.row(1, "PRIMARY");
        table.row(12345, "B");
        assertThat(table.lines()).containsExactly("  id     role", "  1      PRIMARY", "  12345  B");
    }
}
