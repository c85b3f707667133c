package org.eltor.devnet.internal;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eltor.devnet.internal.network.TorBinary;

/**
 * Reads the options that a user gave. Every failure is a {@link DevnetException} with the range or the way out.
 *
 * @param given option names, with their dashes, to values; those not given are absent
 */
public record Options(Map<String, String> given) {

    private static final int LONGEST_SHOWN = 40;
    private static final int SIMULATED_SECONDS = 6;
    /** Half is enough for two idle cores; payments must be in time on busy ones too. */
    private static final int LIGHTNING_SECONDS_A_CIRCUIT = 10;

    public Options {
        given = Map.copyOf(given);
    }

    /** A whole number. */
    public int number(String option, int usual, int min, int max) throws DevnetException {
        String text = given.get(option);
        if (text == null) {
            return usual;
        }
        if (text.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        }
        throw new DevnetException(
                option + " must be a whole number from " + min + " to " + max + ", not " + shown(text));
    }

    /** {@code --interval}, in seconds; unless given, so long that a small and busy machine can pay so many circuits. */
    public Duration interval(MoneyKind money, int circuits) throws DevnetException {
        int usual = money == MoneyKind.LIGHTNING ? LIGHTNING_SECONDS_A_CIRCUIT * circuits : SIMULATED_SECONDS;
        return Duration.ofSeconds(number("--interval", usual, 2, 60));
    }

    /** {@code --wallet}. */
    public MoneyKind money(MoneyKind usual) throws DevnetException {
        String word = given.get("--wallet");
        if (word == null) {
            return usual;
        }
        return MoneyKind.of(word)
                .orElseThrow(() -> new DevnetException("--wallet must be lightning or simulated, not " + shown(word)
                        + ": relays of a private network take no other money"));
    }

    /** {@code --tor}, or the environment's {@code ELTOR_TOR}, or the installed one. */
    public Path tor() throws DevnetException {
        String environment = System.getenv("ELTOR_TOR");
        String text = given.getOrDefault("--tor", environment == null ? "" : environment);
        if (text.isEmpty()) {
            return TorBinary.find()
                    .orElseThrow(() -> new DevnetException(
                            "There is no tor on the PATH: install it (apt-get install tor), or name one with --tor"));
        }
        Path tor = path("--tor", text);
        if (!Files.isRegularFile(tor) || !Files.isExecutable(tor)) {
            throw new DevnetException("There is no tor to run at " + shown(text) + ": name one with --tor");
        }
        return tor;
    }

    /** A file to be written. */
    public Optional<Path> file(String option) throws DevnetException {
        String text = given.get(option);
        if (text == null) {
            return Optional.empty();
        }
        Path file = path(option, text);
        if (Files.isDirectory(file) || !Files.isDirectory(file.getParent())) {
            throw new DevnetException(option + " must be a file in a folder that exists, not " + shown(text));
        }
        return Optional.of(file);
    }

    private static Path path(String option, String text) throws DevnetException {
        try {
            return Path.of(text).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new DevnetException(option + " must be a path, not " + shown(text), e);
        }
    }

    private static String shown(String text) {
        String printable = text.replaceAll("[^ -~]", "?");
        return printable.length() <= LONGEST_SHOWN ? printable : printable.substring(0, LONGEST_SHOWN) + "...";
    }
}
