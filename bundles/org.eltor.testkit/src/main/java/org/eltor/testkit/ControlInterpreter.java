package org.eltor.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eltor.api.tor.TorMode;

/** Reads the commands of one connection and writes the replies; everything runs under the engine's lock. */
final class ControlInterpreter {
    /** Stream reasons by number, from 1 (tor-spec 6.3). */
    private static final List<String> REASONS = List.of(
            "MISC",
            "RESOLVEFAILED",
            "CONNECTREFUSED",
            "EXITPOLICY",
            "DESTROY",
            "DONE",
            "TIMEOUT",
            "NOROUTE",
            "HIBERNATING",
            "INTERNAL",
            "RESOURCELIMIT",
            "CONNRESET",
            "TORPROTOCOL",
            "NOTDIRECTORY");

    private final TorDaemon daemon;
    private final TorCommands commands;
    private final TorLink link;
    private final ScriptedAuthentication authentication;
    private boolean authenticated;
    private boolean finished;
    private boolean askedProtocol;
    private ScriptedAuthentication.Challenge challenge;

    /**
     * A reply as it goes over the wire.
     *
     * @param lines without line ends
     * @param closes whether tor closes the connection behind it
     */
    record Answer(List<String> lines, boolean closes) {
        static Answer of(String... lines) {
            return new Answer(List.of(lines), false);
        }
    }

    ControlInterpreter(TorDaemon daemon, TorLink link, ScriptedAuthentication authentication) {
        this.daemon = daemon;
        this.commands = new TorCommands(daemon);
        this.link = link;
        this.authentication = authentication;
    }

    /** Does what a command says; nothing any more behind one that closes the connection. */
    Answer answer(String line, List<String> body) {
        if (finished) {
            return new Answer(List.of(), true);
        }
        Answer answer = interpret(line, body);
        finished = answer.closes();
        return answer;
    }

    private Answer interpret(String line, List<String> body) {
        String[] parts = line.strip().split("\\s+", 2);
        String keyword = parts[0].toUpperCase(Locale.ROOT);
        ControlArguments arguments = new ControlArguments(keyword, parts.length > 1 ? parts[1] : "");
        if (keyword.equals("QUIT")) {
            return new Answer(List.of("250 closing connection"), true);
        }
        if (!authenticated) {
            return beforeAuthentication(keyword, arguments);
        }
        try {
            return execute(parts[0], keyword, arguments, body);
        } catch (TorRefusal refusal) {
            return new Answer(render(refusal), false);
        }
    }

    private static List<String> render(TorRefusal refusal) {
        List<String> lines = new ArrayList<>();
        int last = refusal.texts().size() - 1;
        for (int i = 0; i <= last; i++) {
            lines.add(refusal.code() + (i == last ? " " : "-") + refusal.texts().get(i));
        }
        return lines;
    }

    private Answer beforeAuthentication(String keyword, ControlArguments arguments) {
        try {
            if (keyword.equals("PROTOCOLINFO") && !askedProtocol && challenge == null) {
                askedProtocol = true;
                return protocolInfo();
            }
            if (keyword.equals("AUTHCHALLENGE") && challenge == null) {
                return authChallenge(arguments);
            }
            if (keyword.equals("AUTHENTICATE")) {
                return authenticate(arguments);
            }
        } catch (TorRefusal refusal) {
            boolean survives = refusal.getMessage().startsWith("Bad arguments");
            return new Answer(render(refusal), !survives);
        }
        return new Answer(List.of("514 Authentication required."), true);
    }

    private Answer protocolInfo() {
        return Answer.of(
                "250-PROTOCOLINFO 1",
                "250-" + authentication.methods(),
                "250-VERSION Tor=\"" + TorInformation.version(daemon.core.mode()) + "\"",
                "250 OK");
    }

    private Answer authChallenge(ControlArguments arguments) {
        List<String> words = arguments.words(1);
        if (!words.get(0).equalsIgnoreCase("SAFECOOKIE")) {
            throw new TorRefusal(513, "AUTHCHALLENGE only supports SAFECOOKIE authentication");
        }
        if (words.size() != 2) {
            throw new TorRefusal(512, "Wrong number of arguments for AUTHCHALLENGE");
        }
        ControlArguments nonce = new ControlArguments("AUTHCHALLENGE", words.get(1));
        byte[] bytes;
        try {
            bytes = nonce.isQuoted() ? nonce.secret() : HexFormat.of().parseHex(words.get(1));
        } catch (IllegalArgumentException e) {
            throw new TorRefusal(513, "Invalid base16 client nonce");
        }
        challenge = authentication.challenge(bytes);
        return Answer.of("250 " + authentication.describe(challenge));
    }

    private Answer authenticate(ControlArguments arguments) {
        authentication.check(arguments.secret(), arguments.isQuoted(), Optional.ofNullable(challenge));
        authenticated = true;
        return ok();
    }

    private static Answer ok() {
        return Answer.of("250 OK");
    }

    private static Answer ok(Runnable action) {
        action.run();
        return ok();
    }

    private Answer execute(String spelled, String keyword, ControlArguments arguments, List<String> body) {
        return switch (keyword) {
            case "PROTOCOLINFO" -> protocolInfo();
            case "AUTHENTICATE" -> authenticate(arguments);
            case "AUTHCHALLENGE" -> authChallenge(arguments);
            case "GETINFO" -> getInfo(arguments.words(0));
            case "GETCONF" -> getConf(arguments.words(0));
            case "SETCONF", "RESETCONF" -> ok(() -> commands.setConf(arguments.options()));
            case "SETEVENTS" -> ok(() -> setEvents(arguments.words(0)));
            case "EXTENDCIRCUIT" -> extendCircuit(arguments.words(1));
            case "+EXTENDPAIDCIRCUIT" -> extendPaidCircuit(arguments.words(0), body);
            case "ATTACHSTREAM" -> attachStream(arguments.words(2));
            case "CLOSECIRCUIT" -> closeCircuit(arguments.words(1));
            case "CLOSESTREAM" -> closeStream(arguments.words(2));
            case "SIGNAL" -> ok(() -> commands.signal(arguments.words(1).get(0)));
            case "TAKEOWNERSHIP" -> ok(() -> link.owner = true);
            case "DROPOWNERSHIP" -> ok(() -> link.owner = false);
            case "USEFEATURE" -> ok(() -> useFeature(arguments.words(0)));
            case "TEARDOWNCIRCUIT" -> tearDown(spelled, arguments);
            default -> throw unrecognized(spelled);
        };
    }

    private static TorRefusal unrecognized(String keyword) {
        return new TorRefusal(510, "Unrecognized command \"" + keyword + "\"");
    }

    private Answer getInfo(List<String> keys) {
        List<String> lines = new ArrayList<>();
        commands.getInfo(keys).forEach((key, value) -> {
            if (value.contains("\n")) {
                lines.add("250+" + key + "=");
                Arrays.stream(value.split("\n"))
                        .map(line -> line.startsWith(".") ? "." + line : line)
                        .forEach(lines::add);
                lines.add(".");
            } else {
                lines.add("250-" + key + "=" + value);
            }
        });
        lines.add("250 OK");
        return new Answer(lines, false);
    }

    private Answer getConf(List<String> names) {
        List<String> settings = new ArrayList<>();
        daemon.options.get(names).forEach((name, values) -> {
            if (values.isEmpty()) {
                settings.add(name);
            }
            values.forEach(value -> settings.add(name + "=" + value));
        });
        if (settings.isEmpty()) {
            return ok();
        }
        List<String> lines = new ArrayList<>();
        int last = settings.size() - 1;
        for (int i = 0; i <= last; i++) {
            lines.add((i == last ? "250 " : "250-") + settings.get(i));
        }
        return new Answer(lines, false);
    }

    private void setEvents(List<String> names) {
        Set<String> keywords = new LinkedHashSet<>();
        for (String name : names) {
            if (!name.equalsIgnoreCase("EXTENDED")) {
                keywords.add(name);
            }
        }
        commands.setEvents(link, keywords);
    }

    private Answer extendCircuit(List<String> words) {
        List<String> path = List.of();
        String purpose = null;
        for (String word : words.subList(1, words.size())) {
            if (word.toLowerCase(Locale.ROOT).startsWith("purpose=")) {
                purpose = word.substring("purpose=".length());
            } else if (path.isEmpty()) {
                path = List.of(word.split(","));
            }
        }
        return Answer.of("250 EXTENDED " + commands.extendCircuit(words.get(0), path, purpose).id);
    }

    private Answer extendPaidCircuit(List<String> words, List<String> body) {
        String id = words.isEmpty() ? null : words.get(0);
        return Answer.of("250 EXTENDED " + commands.extendPaidCircuit(id, body).id);
    }

    private Answer attachStream(List<String> words) {
        return ok(() -> commands.attachStream(words.get(0), words.get(1)));
    }

    private Answer closeCircuit(List<String> words) {
        boolean ifUnused = words.stream().skip(1).anyMatch(word -> word.equalsIgnoreCase("IfUnused"));
        return ok(() -> commands.closeCircuit(words.get(0), ifUnused));
    }

    private Answer closeStream(List<String> words) {
        daemon.streams.require(words.get(0));
        String number = words.get(1);
        int reason = number.matches("[0-9]{1,3}") ? Integer.parseInt(number) : 0;
        if (reason < 1 || reason > REASONS.size()) {
            throw new TorRefusal(552, "Unrecognized reason \"" + number + "\"");
        }
        return ok(() -> commands.closeStream(words.get(0), REASONS.get(reason - 1)));
    }

    private Answer tearDown(String spelled, ControlArguments arguments) {
        if (daemon.core.mode() != TorMode.ELTOR) {
            throw unrecognized(spelled);
        }
        return ok(() -> commands.teardownCircuit(arguments.words(1).get(0)));
    }

    private static void useFeature(List<String> names) {
        for (String name : names) {
            if (!Set.of("VERBOSE_NAMES", "EXTENDED_EVENTS").contains(name.toUpperCase(Locale.ROOT))) {
                throw new TorRefusal(552, "Unrecognized feature \"" + name + "\"");
            }
        }
    }
}
