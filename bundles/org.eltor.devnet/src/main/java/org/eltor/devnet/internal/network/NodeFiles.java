package org.eltor.devnet.internal.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of one tor process; its data directory holds them all. */
record NodeFiles(Path directory) {

    /** Longest path of a unix socket: 108 bytes on Linux, the last of them zero. */
    private static final int LONGEST_SOCKET_PATH = 107;

    private static final int LAST_LINES = 8;
    /** As tor's util_bug.c has it. */
    private static final Pattern ASSERTION =
            Pattern.compile("Bug: \\S+:\\d+: (\\w+: Assertion [ -~]{1,200} failed); aborting");

    NodeFiles {
        int length = directory.resolve("control.sock").toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_SOCKET_PATH) {
            throw new IllegalArgumentException("Path too long for a unix socket: " + directory);
        }
    }

    Path controlSocket() {
        return directory.resolve("control.sock");
    }

    Path cookie() {
        return directory.resolve("control_auth_cookie");
    }

    Path torrc() {
        return directory.resolve("torrc");
    }

    /** An empty file, for what tor would otherwise read from the system. */
    Path empty() {
        return directory.resolve("empty");
    }

    Path resolvConf() {
        return directory.resolve("resolv.conf");
    }

    Path log() {
        return directory.resolve("tor.log");
    }

    /** Standard output and error of the process. */
    Path output() {
        return directory.resolve("output.log");
    }

    Path keys() {
        return directory.resolve("keys");
    }

    /**
     * Makes the data directory and its keys directory, mode 700, without which tor refuses to
     * start.
     */
    void createDirectories() throws IOException {
        var privateToUs = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createDirectory(directory, privateToUs);
        Files.createDirectory(keys(), privateToUs);
    }

    /** What the process said last, for error messages. */
    String lastWords() {
        return tail(output()) + tail(log());
    }

    /**
     * The assertion on which the process ended, if there was one. Nothing else of the log: relays of the elTor fork write
     * payment ids there.
     */
    Optional<String> failedAssertion() {
        try (Stream<String> lines = Files.lines(log(), StandardCharsets.ISO_8859_1)) {
            return lines.map(ASSERTION::matcher)
                    .filter(Matcher::find)
                    .map(matcher -> matcher.group(1))
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty(); // it never came to writing one
        }
    }

    private static String tail(Path file) {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
            return "\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            return ""; // it never came to writing one
        }
    }
}
