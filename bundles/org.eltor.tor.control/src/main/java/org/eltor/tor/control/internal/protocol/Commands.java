package org.eltor.tor.control.internal.protocol;

import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.PaidHop;
import org.eltor.api.tor.StreamId;

/**
 * The commands of control-spec 3 and of the elTor fork that we send. All take typed or checked arguments and throw
 * {@link IllegalArgumentException} for what could end a command early.
 */
public final class Commands {
    private static final String EOL = "\r\n";
    private static final int PAID_HOPS = 3;
    private static final long MAX_CHANNEL_ID = 0xFFFF_FFFFL;
    /** RELAY_END reason MISC (tor-spec 6.3), which says nothing to the exit. */
    private static final int REASON_MISC = 1;

    private static final List<String> SLOW_KEYS =
            List.of("desc/", "extra-info/", "ns/", "md/", "dir/", "hs/", "config-text", "network-status");

    private Commands() {}

    /** PROTOCOLINFO (3.21). */
    public static Command protocolInfo() {
        return line("PROTOCOLINFO", "1");
    }

    /** AUTHCHALLENGE for SAFECOOKIE (3.24). */
    public static Command authChallenge(byte[] clientNonce) {
        return line("AUTHCHALLENGE", "SAFECOOKIE " + HexFormat.of().formatHex(clientNonce));
    }

    /** AUTHENTICATE with nothing, a cookie, or the answer to a challenge (3.5). */
    public static Command authenticate(byte[] token) {
        return token.length == 0
                ? new Command("AUTHENTICATE", "AUTHENTICATE" + EOL, false)
                : line("AUTHENTICATE", HexFormat.of().formatHex(token));
    }

    /** AUTHENTICATE with a password (3.5). */
    public static Command authenticate(String password) {
        return line("AUTHENTICATE", QuotedString.quote(password));
    }

    /** GETINFO of one key (3.9). */
    public static Command getInfo(String key) {
        boolean slow = SLOW_KEYS.stream().anyMatch(key::startsWith);
        return new Command("GETINFO", "GETINFO " + Arguments.key(key) + EOL, slow);
    }

    /** GETCONF of some options (3.3). */
    public static Command getConf(Collection<String> names) {
        return line("GETCONF", options(names));
    }

    /** SETCONF of some options in one command (3.1). */
    public static Command setConf(Map<String, String> options) {
        return line(
                "SETCONF",
                options.entrySet().stream()
                        .map(option -> Arguments.option(option.getKey()) + "=" + QuotedString.quote(option.getValue()))
                        .collect(Collectors.joining(" ")));
    }

    /** RESETCONF of some options (3.2). */
    public static Command resetConf(Collection<String> names) {
        return line("RESETCONF", options(names));
    }

    /** SETEVENTS (3.4); an empty set turns all events off. */
    public static Command setEvents(Set<String> keywords) {
        String sorted = new TreeSet<>(keywords)
                .stream().map(Arguments::word).map(" "::concat).collect(Collectors.joining());
        return new Command("SETEVENTS", "SETEVENTS" + sorted + EOL, false);
    }

    /** Checks and returns an event's name. */
    public static String eventName(String keyword) {
        return Arguments.word(keyword);
    }

    /** SIGNAL (3.7). */
    public static Command signal(String name) {
        return line("SIGNAL", Arguments.word(name));
    }

    /** EXTENDCIRCUIT of a new circuit that tor leaves to us (3.10). */
    public static Command extendCircuit(List<Fingerprint> path) {
        if (path.isEmpty()) {
            throw new IllegalArgumentException("a circuit needs at least one relay");
        }
        String relays = path.stream().map(Fingerprint::toString).collect(Collectors.joining(","));
        return line("EXTENDCIRCUIT", "0 " + relays + " purpose=controller");
    }

    /** EXTENDPAIDCIRCUIT of the elTor fork, which skips lines that it cannot read: so there must be none. */
    public static Command extendPaidCircuit(List<PaidHop> hops) {
        if (hops.size() != PAID_HOPS || relays(hops).size() != PAID_HOPS) {
            throw new IllegalArgumentException("a paid circuit needs three distinct relays");
        }
        String lines = hops.stream()
                .map(hop -> hop.relay().hex() + " " + hop.payload() + EOL)
                .collect(Collectors.joining());
        return new Command("EXTENDPAIDCIRCUIT", "+EXTENDPAIDCIRCUIT 0" + EOL + lines + "." + EOL, false);
    }

    private static Set<Fingerprint> relays(List<PaidHop> hops) {
        return hops.stream().map(PaidHop::relay).collect(Collectors.toCollection(HashSet::new));
    }

    /** CLOSECIRCUIT (3.16). */
    public static Command closeCircuit(CircuitId circuit) {
        return line("CLOSECIRCUIT", circuit.value());
    }

    /** ATTACHSTREAM (3.13); no circuit leaves the choice to tor. */
    public static Command attachStream(StreamId stream, Optional<CircuitId> circuit) {
        return line(
                "ATTACHSTREAM",
                stream.value() + " " + circuit.map(CircuitId::value).orElse("0"));
    }

    /** CLOSESTREAM (3.15). */
    public static Command closeStream(StreamId stream) {
        return line("CLOSESTREAM", stream.value() + " " + REASON_MISC);
    }

    /** TEARDOWNCIRCUIT of an elTor relay. */
    public static Command teardownCircuit(long channelCircuitId) {
        if (channelCircuitId < 1 || channelCircuitId > MAX_CHANNEL_ID) {
            throw new IllegalArgumentException("a channel's circuit id is 1 to " + MAX_CHANNEL_ID);
        }
        return line("TEARDOWNCIRCUIT", Long.toString(channelCircuitId));
    }

    private static String options(Collection<String> names) {
        return names.stream().map(Arguments::option).collect(Collectors.joining(" "));
    }

    private static Command line(String name, String arguments) {
        return new Command(name, name + " " + Arguments.singleLine(arguments) + EOL, false);
    }
}
