package org.eltor.relay.internal.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.state.DamagedException;
import org.eltor.relay.internal.state.StateFile;

/**
 * Keeps the guard set on disk. A damaged file is never replaced in silence: new guards are what an attacker waits for.
 */
public final class GuardFile {
    private static final int VERSION = 1;

    private final StateFile file;
    private final Clock clock;

    public GuardFile(Path file, Clock clock) {
        this.file = new StateFile(file, VERSION);
        this.clock = clock;
    }

    /**
     * Reads the guards into a set that is still empty.
     *
     * @return what the user should know, one line; empty when all is well
     * @throws IOException when there is a file that cannot be read; the message is one line that says the way out
     */
    public Optional<String> load(SampledGuards guards) throws IOException {
        try {
            file.read(file.path()).map(GuardFile::guards).ifPresent(guards::restore);
            return Optional.empty();
        } catch (DamagedException | IllegalArgumentException e) {
            return Optional.of(fromPrevious(guards));
        } catch (IOException e) {
            throw new IOException(
                    "The guard file " + file.path() + " cannot be read ("
                            + e.getClass().getSimpleName()
                            + "), and without it circuits would get new guards; make it readable, or remove it",
                    e);
        }
    }

    private String fromPrevious(SampledGuards guards) throws IOException {
        Path aside = file.setAside(clock.instant());
        try {
            Optional<List<Guard>> previous = file.read(file.previous()).map(GuardFile::guards);
            if (previous.isPresent()) {
                guards.restore(previous.get());
                return "The guard file was damaged and is now " + aside
                        + "; the guards of the version before it are used, which is as good";
            }
        } catch (IOException | IllegalArgumentException e) {
            // said below
        }
        return "The guard file was damaged and is now " + aside + ": new guards are chosen; if this was no accident,"
                + " restore " + file.path() + " from a backup and restart the bundle";
    }

    /** Writes the guards; the next {@link #load} has them again. */
    public void save(SampledGuards guards) throws IOException {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        synchronized (guards) {
            ArrayNode entries = document.putArray("guards");
            guards.kept().forEach(guard -> entries.add(entry(guard)));
        }
        file.write(document);
    }

    private static ObjectNode entry(Guard guard) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("relay", guard.relay.hex());
        entry.put("added", guard.added.toString());
        if (guard.confirmed != null) {
            entry.put("confirmed", guard.confirmed.toString());
            entry.put("confirmedOrder", guard.confirmedOrder);
        }
        put(entry, "unlistedSince", guard.unlistedSince);
        put(entry, "failingSince", guard.failingSince);
        put(entry, "lastFailure", guard.lastFailure);
        entry.put("failures", guard.failures);
        entry.put("distrusted", guard.distrusted);
        entry.put("circuits", guard.bias.circuits);
        entry.put("built", guard.bias.built);
        entry.put("used", guard.bias.used);
        entry.put("paidButClosed", guard.bias.paidButClosed);
        return entry;
    }

    private static void put(ObjectNode entry, String name, Instant instant) {
        if (instant != null) {
            entry.put(name, instant.toString());
        }
    }

    /** @throws IllegalArgumentException when the document is not what was written */
    private static List<Guard> guards(JsonNode document) {
        if (!document.path("guards").isArray()) {
            throw new IllegalArgumentException("no guards");
        }
        List<Guard> guards = new ArrayList<>();
        document.path("guards").forEach(entry -> guards.add(guard(entry)));
        return guards;
    }

    private static Guard guard(JsonNode entry) {
        Instant added = instant(entry, "added");
        if (added == null) {
            throw new IllegalArgumentException("no date");
        }
        Guard guard = new Guard(new Fingerprint(entry.path("relay").asText()), added);
        guard.confirmed = instant(entry, "confirmed");
        if (guard.confirmed != null) {
            guard.confirmedOrder = (long) number(entry, "confirmedOrder");
        }
        guard.unlistedSince = instant(entry, "unlistedSince");
        guard.failingSince = instant(entry, "failingSince");
        guard.lastFailure = instant(entry, "lastFailure");
        if ((guard.failingSince == null) != (guard.lastFailure == null)) {
            throw new IllegalArgumentException("half a failure");
        }
        guard.failures = (int) number(entry, "failures");
        guard.distrusted = entry.path("distrusted").asBoolean();
        guard.bias.circuits = number(entry, "circuits");
        guard.bias.built = number(entry, "built");
        guard.bias.used = number(entry, "used");
        guard.bias.paidButClosed = number(entry, "paidButClosed");
        return guard;
    }

    private static Instant instant(JsonNode entry, String name) {
        if (!entry.has(name)) {
            return null;
        }
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
