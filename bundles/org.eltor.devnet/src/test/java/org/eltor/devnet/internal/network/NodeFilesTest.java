package org.eltor.devnet.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeFilesTest {

    @TempDir
    private Path folder;

    @Test
    void theAssertionOnWhichTorEndedIsFound() throws IOException {
        NodeFiles files = new NodeFiles(folder);
        Files.writeString(files.log(), """
                Nov 22 18:39:38.000 [notice] payload %s
                Nov 22 18:39:38.000 [err] tor_assertion_failed_(): Bug: src/lib/buf/buffers.c:332: buf_drain: Assertion \
                buf->datalen >= n failed; aborting. (on Tor 0.4.9.0-alpha-dev )
                Nov 22 18:39:38.000 [err] Bug: Tor 0.4.9.0-alpha-dev: Assertion buf->datalen >= n failed in buf_drain at \
                src/lib/buf/buffers.c:332: . Stack trace: (on Tor 0.4.9.0-alpha-dev )
                """.formatted("ab".repeat(32)));
        assertThat(files.failedAssertion()).contains("buf_drain: Assertion buf->datalen >= n failed");
    }

    @Test
    void aLogWithoutOneAndNoLogHaveNone() throws IOException {
        NodeFiles files = new NodeFiles(folder);
        assertThat(files.failedAssertion()).isEmpty();
        Files.writeString(files.log(), "Nov 22 18:39:44.000 [warn] f(): Bug: something odd. (on Tor 0.4.9.11 )\n");
        assertThat(files.failedAssertion()).isEmpty();
    }
}
