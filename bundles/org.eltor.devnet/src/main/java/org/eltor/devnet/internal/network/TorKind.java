package org.eltor.devnet.internal.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Tells the two kinds of tor apart without starting one. */
public final class TorKind {

    private static final int SECONDS = 10;
    private static final String OPTION_OF_THE_FORK = "PaymentCircuitMaxFee";

    private TorKind() {}

    /**
     * Whether a binary is an elTor daemon: it lists options that stock tor has not. Blocks for some milliseconds.
     *
     * @throws IOException when it is no tor at all; the message says so
     */
    public static boolean isEltor(Path tor) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(tor.toString(), "--list-torrc-options")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            process.getOutputStream().close();
            String options = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || !options.contains("ControlSocket")) {
                throw new IOException(tor + " does not answer as a tor");
            }
            return options.lines().anyMatch(OPTION_OF_THE_FORK::equals);
        } finally {
            process.destroyForcibly();
        }
    }
}
