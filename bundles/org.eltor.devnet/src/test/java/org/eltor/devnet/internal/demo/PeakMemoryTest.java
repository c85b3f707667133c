package org.eltor.devnet.internal.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeakMemoryTest {
    @TempDir
    private Path folder;

    @Test
    void isWhatLinuxCallsTheHighWaterMark() throws IOException {
        Path status = folder.resolve("status");
        Files.writeString(
                status, "Name:\tjava\nVmPeak:\t 4712340 kB\nVmHWM:\t  684800 kB\nVmRSS:\t  612000 kB\nThreads:\t40\n");
        assertThat(PeakMemory.read(status)).hasValue(684_800L * 1024);
    }

    @Test
    void isNotKnownElsewhere() throws IOException {
        assertThat(PeakMemory.read(folder.resolve("nothing"))).isEmpty();
        assertThat(PeakMemory.read(Files.writeString(folder.resolve("other"), "Name:\tjava\n")))
                .isEmpty();
    }
}
