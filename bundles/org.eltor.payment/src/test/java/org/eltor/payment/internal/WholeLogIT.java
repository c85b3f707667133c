package org.eltor.payment.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads what all tests before it have logged, at every level: runs after them, and logs nothing itself. */
class WholeLogIT {
    private static final Path LOG = Path.of("target/test.log");
    /** Ids, hashes, preimages; offers, their invoices, invoices, links. */
    private static final Pattern SECRET =
            Pattern.compile("(?<![0-9A-Za-z])[0-9A-Fa-f]{64}|(?:lno1|lni1|lnbc|lntb|lnurl1)[0-9A-Za-z]{16,}");

    @Test
    void noIdPreimageHashOfferOrInvoiceIsInIt() throws IOException {
        assumeThat(LOG).exists();
        try (Stream<String> lines = Files.lines(LOG)) {
            assertThat(lines.filter(line -> SECRET.matcher(line).find()).limit(3))
                    .isEmpty();
        }
    }
}
