package org.eltor.circuit.internal.session;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eltor.api.tor.StreamEvent;

/**
 * What tells a stream apart from streams that must not share its circuit (stream-isolation; control-spec 4.1.2,
 * {@code ISO_FIELDS}). Explicit attachment skips tor's own rules, so this one stands in for them. Holds the user's
 * credentials and so does not print.
 *
 * @param fields the values of the fields that count, by name
 * @param epoch tor's count of NEWNYM signals
 */
record IsolationClass(Map<String, String> fields, int epoch) {
    /** What stock tor isolates by when it does not say. */
    private static final List<String> DEFAULT_FIELDS =
            List.of("SOCKS_USERNAME", "SOCKS_PASSWORD", "CLIENTADDR", "SESSION_GROUP", "NYM_EPOCH");

    static IsolationClass of(StreamEvent event) {
        Map<String, String> arguments = event.arguments();
        String named = arguments.get("ISO_FIELDS");
        List<String> names = named == null ? DEFAULT_FIELDS : Arrays.asList(named.split(","));
        Map<String, String> fields = names.stream()
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .distinct()
                .collect(Collectors.toUnmodifiableMap(name -> name, name -> value(event, name)));
        return new IsolationClass(fields, number(arguments.get("NYM_EPOCH")));
    }

    private static String value(StreamEvent event, String name) {
        return switch (name) {
            case "CLIENTADDR" -> address(event.arguments());
            case "CLIENTPORT" -> port(event.arguments());
            case "DESTADDR" -> event.targetHost();
            case "DESTPORT" -> Integer.toString(event.targetPort());
            default -> event.arguments().getOrDefault(name, "");
        };
    }

    /** CLIENT_ADDR where tor has it, else the address part of SOURCE_ADDR. */
    private static String address(Map<String, String> arguments) {
        String source = arguments.getOrDefault("SOURCE_ADDR", "");
        int colon = source.lastIndexOf(':');
        return arguments.getOrDefault("CLIENT_ADDR", colon < 0 ? source : source.substring(0, colon));
    }

    private static String port(Map<String, String> arguments) {
        String source = arguments.getOrDefault("SOURCE_ADDR", "");
        return arguments.getOrDefault("CLIENT_PORT", source.substring(source.lastIndexOf(':') + 1));
    }

    private static int number(String text) {
        return text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    @Override
    public String toString() {
        return "IsolationClass[***]";
    }
}
