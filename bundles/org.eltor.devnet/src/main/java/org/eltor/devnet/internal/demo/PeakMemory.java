package org.eltor.devnet.internal.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The most memory that this process ever occupied: all of it, not only the heap. */
final class PeakMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s*([0-9]{1,12}) kB$");

    private PeakMemory() {}

    /** In bytes; empty where the system does not say. */
    static OptionalLong read() {
        return read(STATUS);
    }

    static OptionalLong read(Path status) {
        try {
            Matcher peak = PEAK.matcher(Files.readString(status, StandardCharsets.ISO_8859_1));
            return peak.find() ? OptionalLong.of(Long.parseLong(peak.group(1)) * 1024) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
