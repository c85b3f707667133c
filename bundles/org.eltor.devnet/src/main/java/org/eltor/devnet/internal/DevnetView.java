package org.eltor.devnet.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eltor.api.tor.TorInfo;
import org.eltor.api.tor.TorMode;
import org.eltor.devnet.internal.audit.RelayAudit;
import org.eltor.devnet.internal.network.RelayNode;

/** What the commands show of the network, for people and for programs. */
public final class DevnetView {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final String LARGEST = "/bytes/500000";

    private final ObjectNode json;
    private final List<String> lines;

    private DevnetView(ObjectNode json, List<String> lines) {
        this.json = json;
        this.lines = List.copyOf(lines);
    }

    /** There is no network. */
    public static DevnetView none() {
        return new DevnetView(
                object(false), List.of("There is no network. eltor:devnet-start starts one, eltor:demo shows it all."));
    }

    /** There is no network any more. */
    public static DevnetView stopped(boolean was) {
        return new DevnetView(
                object(false),
                List.of(was ? "Stopped; what was configured before is restored." : "There was no network to stop."));
    }

    /** The network as it is now. */
    public static DevnetView of(RunningDevnet network) {
        TorInfo tor = network.tor();
        boolean eltor = tor.mode() == TorMode.ELTOR;
        InetSocketAddress socks = network.client().socksAddress();
        List<String> targets = network.targets().addresses().stream()
                .map(address -> "http://" + text(address) + LARGEST)
                .toList();
        List<RelayState> relays = relays(network);

        ObjectNode json = object(true);
        json.put("torVersion", tor.version());
        json.put("mode", tor.mode().name().toLowerCase(Locale.ROOT));
        json.put("intervalSeconds", network.settings().seconds());
        json.put("socks", text(socks));
        ArrayNode urls = json.putArray("targets");
        targets.forEach(urls::add);
        ArrayNode array = json.putArray("relays");
        relays.forEach(relay -> array.add(relay.json(eltor)));

        List<String> lines = new ArrayList<>();
        lines.add("Private Tor network, tor " + tor.version() + " in " + (eltor ? "elTor" : "stock")
                + " mode, paid in intervals of " + network.settings().seconds() + " s");
        lines.addAll(table(relays, eltor));
        lines.add("SOCKS    " + text(socks) + "   (eltor:start builds paid circuits)");
        targets.forEach(target -> lines.add("Target   " + target));
        return new DevnetView(json, lines);
    }

    public String json() {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    public List<String> lines() {
        return lines;
    }

    /** A relay, its process and what it found. */
    private record RelayState(RelayNode node, RelayAudit audit) {

        private String flags() {
            return node.isExit() ? "Exit" : "Guard";
        }

        private boolean alive() {
            return node.process().isAlive();
        }

        private ObjectNode json(boolean eltor) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("nickname", node.nickname());
            json.put("fingerprint", node.fingerprint());
            json.put("flags", flags());
            json.put("rateMsat", node.offer().rateMsat());
            json.put("pid", node.process().pid());
            json.put("alive", alive());
            json.put("expected", audit.expected());
            json.put("onTime", audit.onTime());
            json.put("late", audit.late());
            json.put("missed", audit.missed());
            if (eltor) {
                json.put("idsReceived", audit.idsReceived());
            }
            return json;
        }
    }

    private static List<RelayState> relays(RunningDevnet network) {
        List<RelayAudit> audits = network.audits().reports();
        List<RelayState> states = new ArrayList<>();
        for (int i = 0; i < audits.size(); i++) {
            states.add(new RelayState(network.relays().get(i), audits.get(i)));
        }
        return states;
    }

    private static List<String> table(List<RelayState> relays, boolean eltor) {
        List<String> heads = new ArrayList<>(List.of(
                "relay", "fingerprint", "flag", "msat", "pid", "alive", "expected", "on time", "late", "missed"));
        if (eltor) {
            heads.add("ids over tor");
        }
        Table table = new Table(heads.toArray(String[]::new));
        for (RelayState relay : relays) {
            RelayAudit audit = relay.audit();
            List<Object> cells = new ArrayList<>(List.of(
                    relay.node().nickname(),
                    relay.node().fingerprint(),
                    relay.flags(),
                    relay.node().offer().rateMsat(),
                    relay.node().process().pid(),
                    relay.alive() ? "yes" : "no",
                    audit.expected(),
                    audit.onTime(),
                    audit.late(),
                    audit.missed()));
            if (eltor) {
                cells.add(audit.idsReceived());
            }
            table.row(cells.toArray());
        }
        return table.lines();
    }

    private static ObjectNode object(boolean running) {
        return JsonNodeFactory.instance.objectNode().put("running", running);
    }

    private static String text(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }
}
