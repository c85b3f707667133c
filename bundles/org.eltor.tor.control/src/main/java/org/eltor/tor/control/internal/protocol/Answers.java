package org.eltor.tor.control.internal.protocol;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.TorException;

/** What the answers to commands say. All fail as refused, or as malformed, and with nothing else. */
public final class Answers {
    private static final Pattern EXTENDED = Pattern.compile("EXTENDED ([A-Za-z0-9]{1,16})");
    private static final Pattern UNKNOWN_OPTION = Pattern.compile("Unrecognized configuration key \"([A-Za-z0-9_]+)\"");
    private static final int UNRECOGNIZED = 552;
    private static final String END = "OK";

    private Answers() {}

    /** The value of one key in a GETINFO answer, its lines joined by LF (control-spec 3.9). */
    public static String info(String key, Reply reply) throws TorException {
        for (ReplyLine line : reply.orRefused().lines()) {
            if (line.text().startsWith(key + "=")) {
                return joined(line.text().substring(key.length() + 1), line.data());
            }
        }
        throw Messages.malformed("tor answered GETINFO without the key asked for");
    }

    private static String joined(String first, List<String> data) {
        String rest = String.join("\n", data);
        return first.isEmpty() || data.isEmpty() ? first + rest : first + "\n" + rest;
    }

    /** The options in a GETCONF answer under the names as asked, letter case aside (control-spec 3.3). */
    public static Map<String, List<String>> conf(Collection<String> asked, Reply reply) throws TorException {
        Map<String, List<String>> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        asked.forEach(name -> options.put(name, new ArrayList<>()));
        for (ReplyLine line : reply.orRefused().lines()) {
            if (!line.text().equals(END)) {
                add(line.text(), options);
            }
        }
        options.replaceAll((name, values) -> List.copyOf(values));
        return options;
    }

    private static void add(String text, Map<String, List<String>> options) throws TorException {
        ConfLine option;
        try {
            option = ConfLine.parse(text);
        } catch (IllegalArgumentException e) {
            throw Messages.malformed("tor answered GETCONF with a line that names no option");
        }
        List<String> values = options.computeIfAbsent(option.name(), name -> new ArrayList<>());
        option.value().ifPresent(values::add);
    }

    /** The options that a refused GETCONF says tor does not know; empty when it was refused for another reason. */
    public static Set<String> unknownOptions(Reply reply) {
        Set<String> unknown = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (ReplyLine line : reply.lines()) {
            Matcher matcher = UNKNOWN_OPTION.matcher(line.text());
            if (line.code() == UNRECOGNIZED && matcher.find()) {
                unknown.add(matcher.group(1));
            }
        }
        return unknown;
    }

    /** The new circuit of an EXTENDCIRCUIT or EXTENDPAIDCIRCUIT answer. */
    public static CircuitId extended(Reply reply) throws TorException {
        Matcher matcher = EXTENDED.matcher(reply.orRefused().text());
        if (!matcher.lookingAt() || matcher.group(1).equals("0")) {
            throw Messages.malformed("tor answered the extension of a circuit without its id");
        }
        return new CircuitId(matcher.group(1));
    }

    /** Whether tor refused because it does not know what the command names, a circuit, stream or option. */
    public static boolean isUnknown(Reply reply) {
        return reply.code() == UNRECOGNIZED;
    }
}
