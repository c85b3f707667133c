package org.eltor.shell.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A wallet of eltord, from a line {@code PaymentLightningNodeConfig} of tor's configuration: words {@code key=value}
 * with blanks between them. Does not print its secret.
 *
 * @param type phoenixd, cln, lnd, nwc or strike
 * @param url where it is; empty where the line says none
 * @param secret what opens it
 * @param preferred the line says {@code default=true}
 */
public record TorWallet(String type, Optional<String> url, String secret, boolean preferred) {
    /** By type: the key of the secret in eltord's lines, and the property of the bundle that names its file. */
    private static final Map<String, List<String>> SECRETS = Map.of(
            "phoenixd", List.of("password", "password.file"),
            "cln", List.of("rune", "rune.file"),
            "lnd", List.of("macaroon", "macaroon.file"),
            "nwc", List.of("uri", "connection.file"),
            "strike", List.of("apiKey", "key.file"));

    /**
     * Reads a line.
     *
     * @throws ExplainedException says in one line without secrets what is wrong
     */
    public static TorWallet parse(String line) throws ExplainedException {
        Map<String, String> words = new LinkedHashMap<>();
        for (String word : line.strip().split("\\s+")) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                words.putIfAbsent(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        String type = words.getOrDefault("type", "").toLowerCase(Locale.ROOT);
        List<String> names = SECRETS.get(type);
        if (names == null) {
            throw new ExplainedException(
                    type.isEmpty()
                            ? "A line without a type"
                            : "A wallet of type " + PlainText.line(type, 20) + ", which is none of phoenixd, cln, lnd,"
                                    + " nwc and strike");
        }
        String secret = printable(words.get(names.get(0)))
                .orElseThrow(() -> new ExplainedException("A " + type + " without a usable " + names.get(0)));
        Optional<String> url = type.equals("nwc") ? Optional.empty() : printable(words.get("url"));
        return new TorWallet(type, url, secret, "true".equalsIgnoreCase(words.get("default")));
    }

    private static Optional<String> printable(String text) {
        return Optional.ofNullable(text)
                .filter(value -> value.matches("[!-~]{1,2000}"))
                .filter(value -> !value.contains("${")); // a variable in configurations
    }

    /** The bundle's PID. */
    public String pid() {
        return "org.eltor.wallet." + type;
    }

    /**
     * The lines of a configuration.
     *
     * @param name of the wallet
     * @param ranking its {@code service.ranking}
     * @param secretFile where the secret is
     */
    public List<String> configuration(String name, int ranking, String secretFile) {
        List<String> lines = new ArrayList<>();
        lines.add("# from PaymentLightningNodeConfig of tor");
        lines.add("name = " + name);
        lines.add("service.ranking = " + ranking);
        url.ifPresent(value -> lines.add("url = " + escaped(value)));
        lines.add(SECRETS.get(type).get(1) + " = " + escaped(secretFile));
        return lines;
    }

    /** As files of configurations want it. */
    private static String escaped(String value) {
        return value.replace("\\", "\\\\");
    }

    /** For people; an address may hold a password too. */
    public String describe() {
        return type
                + url.map(value -> " at " + PlainText.line(value.replaceFirst("//[^/@]*@", "//***@"), 80))
                        .orElse("") + ", " + SECRETS.get(type).get(0) + " ***";
    }

    @Override
    public String toString() {
        return "TorWallet[" + describe() + "]";
    }
}
