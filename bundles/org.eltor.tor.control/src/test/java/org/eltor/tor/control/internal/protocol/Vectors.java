package org.eltor.tor.control.internal.protocol;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Published test vectors. They are not part of the project: tests that need them are skipped without them. */
final class Vectors {
    private static final Pattern STRING = Pattern.compile("\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"", Pattern.DOTALL);
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|(.))");

    private Vectors() {}

    /** All strings of a JSON file, keys included: whatever it is, a parser must stand it. */
    static List<String> strings(String file) throws IOException {
        String json = Files.readString(existing(file), StandardCharsets.UTF_8);
        return STRING.matcher(json)
                .results()
                .map(result -> unescape(result.group(1)))
                .toList();
    }

    /** The string that belongs to the first {@code "text"} after the given name. */
    static String named(String file, String name) throws IOException {
        List<String> strings = strings(file);
        int at = strings.indexOf(name);
        if (at < 0 || !strings.get(at + 1).equals("text")) {
            throw new AssertionError("no vector " + name);
        }
        return strings.get(at + 2);
    }

    static List<String> gzipLines(String file) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(existing(file))), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    private static Path existing(String file) {
        String folder = System.getProperty("eltor.data", "../../../shared/data");
        Path path = Path.of(folder, "vectors").resolve(file);
        assumeTrue(Files.isReadable(path), "test data absent: " + path + " (set eltor.data)");
        return path;
    }

    private static String unescape(String text) {
        return ESCAPE.matcher(text).replaceAll(result -> Matcher.quoteReplacement(unescaped(result)));
    }

    private static String unescaped(MatchResult escape) {
        if (escape.group(1) != null) {
            return Character.toString((char) Integer.parseInt(escape.group(1), 16));
        }
        return switch (escape.group(2)) {
            case "n" -> "\n";
            case "r" -> "\r";
            case "t" -> "\t";
            case "b" -> "\b";
            case "f" -> "\f";
            default -> escape.group(2);
        };
    }
}
