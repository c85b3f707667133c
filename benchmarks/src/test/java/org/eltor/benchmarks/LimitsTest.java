package org.eltor.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What sections call missed. */
class LimitsTest {
    private static JsonNode ledger(double ratio, double asked, double opening, double growth)
            throws JsonProcessingException {
        return new ObjectMapper()
                .readTree(String.format(
                        Locale.ROOT,
                        "{\"sizes\":[{\"rows\":1000,\"appendToFlush\":1,\"askedToFlush\":1,\"openMillis\":9},"
                                + "{\"rows\":1000000,\"appendToFlush\":%f,\"askedToFlush\":%f,\"openMillis\":%f}],"
                                + "\"lastToFirst\":%f}",
                        ratio,
                        asked,
                        opening,
                        growth));
    }

    @Test
    void theLedgerIsJudgedByItsOwnThread() throws JsonProcessingException {
        assertThat(LedgerSection.missed(ledger(2, 9, 2000, 1.5))).isEmpty();
        assertThat(LedgerSection.missed(ledger(2.01, 9, 2001, 1.51)))
                .containsExactly(
                        "a change takes 2.01 flushes, limit 2 with 1000000 rows",
                        "opening takes 2001 ms, limit 2000 with 1000000 rows",
                        "a change takes 1.51 times as long in the largest, limit 1.5");
    }

    @Test
    void theDirectoryIsJudgedByWhatHasALimit() {
        DirectoryFigures figures = new DirectoryFigures();
        figures.addHeap(10_000, 30);
        figures.addHeap(100_000, 300);
        assertThat(figures.missed()).isEmpty();
        figures.addHeap(10_000, 30.5);
        assertThat(figures.missed()).containsExactly("heap of a view, 10000 relays takes 30.50 MB, limit 30");
    }
}
