package org.eltor.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eltor.api.tor.TorMode;

/** The options of the scripted tor, with tor's own defaults, units and complaints. */
final class TorOptions {
    static final String LEAVE_UNATTACHED = "__LeaveStreamsUnattached";
    static final String SOCKS_TIMEOUT = "SocksTimeout";
    static final String NEW_CIRCUIT_PERIOD = "NewCircuitPeriod";
    static final String MAX_DIRTINESS = "MaxCircuitDirtiness";

    private static final Pattern INTERVAL = Pattern.compile("\\s*(\\d{1,9})(?:\\.\\d+)?\\s*(\\S*)\\s*");
    private static final Map<String, Integer> UNITS =
            Map.of("", 1, "second", 1, "minute", 60, "hour", 3600, "day", 86_400, "week", 604_800);
    /** Tor raises smaller values to this without a word. */
    private static final long LEAST_DIRTINESS = 10;

    /** How an option's value is read. */
    private enum Kind {
        BOOL,
        AUTO,
        INTERVAL,
        NUMBER,
        STRING,
        ROUTERS,
        LINES
    }

    private record Definition(String name, Kind kind, List<String> standard) {}

    private final Map<String, Definition> definitions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, List<String>> torrc = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    TorOptions(TorMode mode) {
        for (String name : List.of(
                LEAVE_UNATTACHED,
                "__DisablePredictedCircuits",
                "FetchUselessDescriptors",
                "DisableNetwork",
                "StrictNodes",
                "DownloadExtraInfo")) {
            define(name, Kind.BOOL, "0");
        }
        define("LearnCircuitBuildTimeout", Kind.BOOL, "1");
        define(SOCKS_TIMEOUT, Kind.INTERVAL, "120");
        define(NEW_CIRCUIT_PERIOD, Kind.INTERVAL, "30");
        define(MAX_DIRTINESS, Kind.INTERVAL, "600");
        define("CircuitBuildTimeout", Kind.INTERVAL, "60");
        define("CircuitStreamTimeout", Kind.INTERVAL, "0");
        define("UseMicrodescriptors", Kind.AUTO, "auto");
        define("ConfluxEnabled", Kind.AUTO, "auto");
        define("__OwningControllerProcess", Kind.STRING);
        for (String name : List.of("EntryNodes", "ExitNodes", "MiddleNodes", "ExcludeNodes", "ExcludeExitNodes")) {
            define(name, Kind.ROUTERS, "");
        }
        define("SocksPort", Kind.LINES, "9050");
        define("ControlPort", Kind.LINES);
        define("HashedControlPassword", Kind.LINES);
        define("CookieAuthentication", Kind.BOOL, "0");
        if (mode == TorMode.ELTOR) {
            defineEltor();
        }
    }

    private void defineEltor() {
        for (String name :
                List.of("PaymentBolt12Offer", "PaymentBip353", "PaymentBolt11Lnurl", "PaymentBolt11LightningAddress")) {
            define(name, Kind.STRING);
        }
        for (String name : List.of(
                "PaymentRateMsats",
                "PaymentInterval",
                "PaymentInvervalRounds",
                "PaymentHandshakeFee",
                "PaymentBandwidthQuota",
                "PaymentCircuitMaxFee")) {
            define(name, Kind.NUMBER);
        }
        define("PaymentLightningNodeConfig", Kind.LINES);
        define("AllowAnyRelay", Kind.BOOL, "0");
    }

    private void define(String name, Kind kind, String... standard) {
        definitions.put(name, new Definition(name, kind, List.of(standard)));
    }

    /** Sets what the configuration file says; it takes effect at once and again after each start. */
    void torrc(String name, List<String> lines) {
        if (!definitions.containsKey(name)) {
            throw new IllegalArgumentException("this tor has no option " + name);
        }
        torrc.put(name, List.copyOf(lines));
        values.put(name, List.copyOf(lines));
    }

    /** Reads the configuration file again, as at a start and on SIGHUP; answers what has changed. */
    Map<String, List<String>> reload() {
        Map<String, List<String>> before = new LinkedHashMap<>();
        definitions.keySet().forEach(name -> before.put(name, value(name)));
        values.clear();
        values.putAll(torrc);
        return changes(before);
    }

    boolean isKnown(String name) {
        return definitions.containsKey(name);
    }

    /** The name as tor spells it. */
    String spelling(String name) {
        return definitions.get(name).name();
    }

    /** The values of a known option; empty where unset. */
    List<String> value(String name) {
        Definition definition = definitions.get(name);
        return values.getOrDefault(definition.name(), definition.standard());
    }

    boolean isOn(String name) {
        return value(name).equals(List.of("1"));
    }

    long seconds(String name) {
        return Long.parseLong(value(name).get(0));
    }

    /** GETCONF: refuses with every unknown name at once, as tor does. */
    Map<String, List<String>> get(List<String> names) {
        List<String> unknown = names.stream()
                .filter(name -> !isKnown(name))
                .map(name -> "Unrecognized configuration key \"" + name + "\"")
                .toList();
        if (!unknown.isEmpty()) {
            throw new TorRefusal(552, unknown);
        }
        Map<String, List<String>> result = new LinkedHashMap<>();
        names.forEach(name -> result.put(spelling(name), value(name)));
        return result;
    }

    /**
     * SETCONF, and RESETCONF where the value is empty: all or nothing.
     *
     * @param wanted values by name; none sets an option to its default
     * @return what has changed
     */
    Map<String, List<String>> set(Map<String, List<String>> wanted) {
        Map<String, List<String>> parsed = new LinkedHashMap<>();
        wanted.forEach((name, lines) -> {
            if (!isKnown(name)) {
                throw new TorRefusal(552, "Unrecognized option: Unknown option '" + name + "'.  Failing.");
            }
            Definition definition = definitions.get(name);
            parsed.put(
                    definition.name(),
                    lines.stream()
                            .filter(line -> !line.isEmpty() || definition.kind() != Kind.LINES)
                            .skip(definition.kind() == Kind.LINES ? 0 : Math.max(0, lines.size() - 1))
                            .map(line -> parse(definition, line))
                            .toList());
        });
        Map<String, List<String>> before = new LinkedHashMap<>();
        parsed.keySet().forEach(name -> before.put(name, value(name)));
        parsed.forEach((name, lines) -> {
            if (lines.isEmpty()) {
                values.remove(name);
            } else {
                values.put(name, lines);
            }
        });
        return changes(before);
    }

    private Map<String, List<String>> changes(Map<String, List<String>> before) {
        Map<String, List<String>> changed = new LinkedHashMap<>();
        before.forEach((name, old) -> {
            if (!old.equals(value(name))) {
                changed.put(name, value(name));
            }
        });
        return changed;
    }

    private static String parse(Definition option, String value) {
        return switch (option.kind()) {
            case BOOL -> {
                if (!value.equals("0") && !value.equals("1")) {
                    throw malformed(option, "Unrecognized value " + value + ". Allowed values are 0 and 1.");
                }
                yield value;
            }
            case AUTO -> {
                if (!List.of("0", "1", "auto").contains(value)) {
                    throw malformed(option, "Unrecognized value " + value + ". Allowed values are 0, 1, and auto.");
                }
                yield value;
            }
            case INTERVAL -> interval(option, value);
            case ROUTERS -> {
                if (value.contains(" ")) {
                    throw new TorRefusal(513, "Unacceptable option value: Invalid router list.");
                }
                yield value;
            }
            case NUMBER, STRING, LINES -> value;
        };
    }

    /** A number of seconds, or of another unit; a fraction is cut off. */
    private static String interval(Definition option, String value) {
        String complaint = "Provided value is malformed or out of bounds: ";
        if (value.isEmpty()) {
            return "0";
        }
        if (value.startsWith("-")) {
            throw malformed(option, complaint + "Overflow while parsing " + value + " ");
        }
        Matcher matcher = INTERVAL.matcher(value);
        if (!matcher.matches()) {
            throw malformed(option, complaint + "Unable to parse " + value + " as a number");
        }
        Integer unit = UNITS.get(matcher.group(2).toLowerCase(Locale.ROOT).replaceFirst("s$", ""));
        if (unit == null) {
            throw malformed(option, complaint + "Unknown unit in " + value);
        }
        long seconds = Long.parseLong(matcher.group(1)) * unit;
        return Long.toString(option.name().equals(MAX_DIRTINESS) ? Math.max(LEAST_DIRTINESS, seconds) : seconds);
    }

    private static TorRefusal malformed(Definition option, String why) {
        return new TorRefusal(513, "Unacceptable option value: Could not parse " + option.name() + ": " + why);
    }
}
