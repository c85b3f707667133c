package org.eltor.relay.internal.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.state.DamagedException;
import org.eltor.relay.internal.state.StateFile;

/** Keeps the history on disk. It is worth little, so a damaged file is put aside and forgotten. */
public final class HistoryFile {
    private static final int VERSION = 1;

    private final StateFile file;
    private final Clock clock;

    public HistoryFile(Path file, Clock clock) {
        this.file = new StateFile(file, VERSION);
        this.clock = clock;
    }

    /**
     * Reads what was kept into a history that is still empty.
     *
     * @return what the user should know, one line; empty when all is well
     */
    public Optional<String> load(History history) {
        try {
            file.read(file.path()).map(HistoryFile::relays).ifPresent(history::restore);
            return Optional.empty();
        } catch (DamagedException | IllegalArgumentException e) {
            return Optional.of("The history of relays was damaged, and begins anew" + aside());
        } catch (IOException e) {
            return Optional.of("The history of relays in " + file.path() + " cannot be read ("
                    + e.getClass().getSimpleName() + "), and begins anew");
        }
    }

    private String aside() {
        try {
            return "; the damaged file is now " + file.setAside(clock.instant());
        } catch (IOException e) {
            return "; the damaged file could not be moved and will be replaced";
        }
    }

    /** Writes the history, or removes the file where nothing is remembered. */
    public void save(History history) throws IOException {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode entries = document.putArray("relays");
        synchronized (history) {
            history.kept().forEach((relay, experience) -> entries.add(entry(relay, experience)));
        }
        if (entries.isEmpty()) {
            file.delete();
        } else {
            file.write(document);
        }
    }

    private static ObjectNode entry(Fingerprint relay, Experience experience) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("relay", relay.hex());
        entry.put("at", experience.at().toString());
        entry.put("heard", experience.heard.toString());
        entry.put("circuits", experience.circuits);
        entry.put("answered", experience.answered);
        entry.put("built", experience.built);
        entry.put("buildSeconds", experience.buildSeconds);
        entry.put("carried", experience.carried);
        entry.put("bytesPerSecond", experience.bytesPerSecond);
        entry.put("ended", experience.ended);
        entry.put("paidButClosed", experience.paidButClosed);
        return entry;
    }

    /** @throws IllegalArgumentException when the document is not what was written */
    private static Map<Fingerprint, Experience> relays(JsonNode document) {
        if (!document.path("relays").isArray()) {
            throw new IllegalArgumentException("no relays");
        }
        Map<Fingerprint, Experience> relays = new HashMap<>();
        document.path("relays")
                .forEach(entry -> relays.put(new Fingerprint(entry.path("relay").asText()), experience(entry)));
        return relays;
    }

    private static Experience experience(JsonNode entry) {
        Experience experience = new Experience(instant(entry, "at"));
        experience.heard = instant(entry, "heard");
        experience.circuits = number(entry, "circuits");
        experience.answered = number(entry, "answered");
        experience.built = number(entry, "built");
        experience.buildSeconds = number(entry, "buildSeconds");
        experience.carried = number(entry, "carried");
        experience.bytesPerSecond = number(entry, "bytesPerSecond");
        experience.ended = number(entry, "ended");
        experience.paidButClosed = number(entry, "paidButClosed");
        return experience;
    }

    private static Instant instant(JsonNode entry, String name) {
        try {
            return Instant.parse(entry.path(name).asText());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no date", e);
        }
    }

    private static double number(JsonNode entry, String name) {
        double number = entry.path(name).asDouble(-1);
        if (!(number >= 0) || number > 1e15) {
            throw new IllegalArgumentException("no number");
        }
        return number;
    }
}
