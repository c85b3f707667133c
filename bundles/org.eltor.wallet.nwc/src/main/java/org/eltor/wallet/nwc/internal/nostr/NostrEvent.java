package org.eltor.wallet.nwc.internal.nostr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.eltor.wallet.nwc.internal.crypto.Hashes;
import org.eltor.wallet.nwc.internal.crypto.Schnorr;
import org.eltor.wallet.support.Json;

/** A signed event (NIP-01). */
public record NostrEvent(
        String id, String author, long createdAt, int kind, List<List<String>> tags, String content, String signature) {
    private static final int LONGEST_TAGS = 100;

    /** Makes and signs an event. */
    public static NostrEvent signed(
            NostrKeys keys, long createdAt, int kind, List<List<String>> tags, String content, SecureRandom random) {
        byte[] id = hash(keys.publicKey(), createdAt, kind, tags, content);
        byte[] fresh = new byte[32];
        random.nextBytes(fresh);
        HexFormat hex = HexFormat.of();
        return new NostrEvent(
                hex.formatHex(id),
                keys.publicKey(),
                createdAt,
                kind,
                tags,
                content,
                hex.formatHex(Schnorr.sign(keys.secret(), id, fresh)));
    }

    /** Reads an event and checks that its author signed it; empty when not. */
    public static Optional<NostrEvent> verified(JsonNode node) {
        if (!node.isObject()
                || !node.path("created_at").isIntegralNumber()
                || !node.path("kind").canConvertToInt()
                || !node.path("content").isTextual()
                || !node.path("tags").isArray()
                || node.path("tags").size() > LONGEST_TAGS) {
            return Optional.empty();
        }
        List<List<String>> tags = new ArrayList<>();
        for (JsonNode tag : node.get("tags")) {
            List<String> values = new ArrayList<>();
            tag.forEach(value -> values.add(value.asText()));
            tags.add(List.copyOf(values));
        }
        NostrEvent event = new NostrEvent(
                node.path("id").asText(),
                node.path("pubkey").asText(),
                node.get("created_at").longValue(),
                node.get("kind").intValue(),
                List.copyOf(tags),
                node.get("content").textValue(),
                node.path("sig").asText());
        return event.isGenuine() ? Optional.of(event) : Optional.empty();
    }

    /** The second word of the first tag of that name. */
    public Optional<String> tag(String name) {
        return tags.stream()
                .filter(tag -> tag.size() > 1 && tag.get(0).equals(name))
                .map(tag -> tag.get(1))
                .findFirst();
    }

    public ObjectNode json() {
        ObjectNode node = Json.object()
                .put("id", id)
                .put("pubkey", author)
                .put("created_at", createdAt)
                .put("kind", kind);
        node.set("tags", array(tags));
        return node.put("content", content).put("sig", signature);
    }

    /** Names a payment: is not printed. */
    @Override
    public String toString() {
        return "NostrEvent[kind " + kind + "]";
    }

    private boolean isGenuine() {
        if (!id.matches("[0-9a-f]{64}") || !author.matches("[0-9a-f]{64}") || !signature.matches("[0-9a-f]{128}")) {
            return false;
        }
        HexFormat hex = HexFormat.of();
        byte[] hash = hash(author, createdAt, kind, tags, content);
        return hex.formatHex(hash).equals(id) && Schnorr.verify(hex.parseHex(author), hash, hex.parseHex(signature));
    }

    private static byte[] hash(String author, long createdAt, int kind, List<List<String>> tags, String content) {
        StringBuilder text = new StringBuilder("[0,");
        quote(text, author);
        text.append(',').append(createdAt).append(',').append(kind).append(",[");
        for (int i = 0; i < tags.size(); i++) {
            text.append(i == 0 ? "[" : ",[");
            for (int j = 0; j < tags.get(i).size(); j++) {
                if (j > 0) {
                    text.append(',');
                }
                quote(text, tags.get(i).get(j));
            }
            text.append(']');
        }
        text.append("],");
        quote(text, content);
        return Hashes.sha256(text.append(']').toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Only what NIP-01 names is escaped. */
    private static void quote(StringBuilder text, String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char letter = value.charAt(i);
            switch (letter) {
                case '\n' -> text.append("\\n");
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                default -> text.append(letter);
            }
        }
        text.append('"');
    }

    private static ArrayNode array(List<List<String>> tags) {
        ArrayNode array = Json.object().putArray("tags");
        for (List<String> tag : tags) {
            ArrayNode values = array.addArray();
            tag.forEach(values::add);
        }
        return array;
    }
}
