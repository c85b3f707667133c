package org.eltor.wallet.contract;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Everything that is logged while it is open, down to trace. Logs still go where they went before. */
final class LogCapture implements AutoCloseable {
    static {
        // read by slf4j-simple when a logger is made
        System.setProperty("org.slf4j.simpleLogger.log.org.eltor", "trace");
    }

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    LogCapture() {
        System.setErr(new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int value) {
                        bytes.write(value);
                    }

                    @Override
                    public void write(byte[] values, int offset, int length) {
                        bytes.write(values, offset, length);
                    }
                },
                true,
                StandardCharsets.UTF_8));
    }

    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        System.setErr(before);
    }
}
