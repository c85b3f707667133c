package org.eltor.wallet.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaymentJournalTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final UUID ONE = new UUID(0, 1);
    private static final UUID TWO = new UUID(0, 2);

    @TempDir
    private Path folder;

    @Test
    void survivesACrashInTheMiddleOfALine() throws IOException {
        Path file = folder.resolve("a/journal");
        try (PaymentJournal journal = PaymentJournal.open(file, NOW)) {
            journal.asking(ONE, NOW, 1_000);
            journal.learned(ONE, "id/x");
            journal.asking(TWO, NOW, 2_000);
        }
        Files.writeString(file, "named " + TWO + " id/", StandardOpenOption.APPEND);
        try (PaymentJournal journal = PaymentJournal.open(file, NOW.plusSeconds(60))) {
            assertThat(journal.find(ONE))
                    .get()
                    .extracting(entry -> entry.name().orElse(""))
                    .isEqualTo("id/x");
            assertThat(journal.find(TWO))
                    .get()
                    .extracting(PaymentJournal.Entry::msat)
                    .isEqualTo(2_000L);
            assertThat(journal.find(TWO).orElseThrow().name()).isEmpty();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void tellsWhatWasNotAskedForFromWhatItNeverHeardOf() throws IOException {
        Path file = folder.resolve("journal");
        try (PaymentJournal journal = PaymentJournal.open(file, NOW)) {
            journal.announce(ONE, NOW);
            journal.announce(TWO, NOW);
            journal.asking(TWO, NOW, 1_000);
            assertThat(journal.isUnasked(ONE)).isTrue();
        }
        for (int life = 0; life < 2; life++) {
            try (PaymentJournal journal = PaymentJournal.open(file, NOW)) {
                assertThat(journal.isUnasked(ONE)).isTrue();
                assertThat(journal.isUnasked(TWO)).isFalse();
                assertThat(journal.isUnasked(new UUID(0, 3))).isFalse();
            }
        }
    }

    @Test
    void forgetsAfterTwoWeeks() throws IOException {
        Path file = folder.resolve("journal");
        try (PaymentJournal journal = PaymentJournal.open(file, NOW)) {
            journal.asking(ONE, NOW, 1_000);
            journal.announce(TWO, NOW);
        }
        try (PaymentJournal journal = PaymentJournal.open(file, NOW.plus(Duration.ofDays(15)))) {
            assertThat(journal.all()).isEmpty();
            assertThat(journal.isUnasked(TWO)).isFalse();
        }
    }

    @Test
    void isNotReplacedWhenDamaged() throws IOException {
        Path file = Files.writeString(folder.resolve("journal"), "announced " + ONE + " 1\nasked what\n");
        assertThatThrownBy(() -> PaymentJournal.open(file, NOW))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("mend it, or move the file away");
        assertThat(file).hasContent("announced " + ONE + " 1\nasked what\n");
    }
}
