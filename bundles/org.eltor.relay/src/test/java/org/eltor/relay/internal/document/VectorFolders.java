package org.eltor.relay.internal.document;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * All documents in the folders of test vectors. What is in an archive or a file of strings comes by itself, as in
 * {@code archive.tar!name} and {@code strings.json#NAME}.
 */
final class VectorFolders {
    private static final int BLOCK = 512;

    private final Path root = Path.of(System.getProperty("eltor.data", "../shared/data"), "vectors");
    private final Map<String, byte[]> all = new TreeMap<>();

    Map<String, byte[]> all() throws IOException {
        for (String folder : List.of("arti", "stem/descriptor-data", "tor")) {
            assumeTrue(
                    Files.isDirectory(root.resolve(folder)),
                    () -> "skipped, there is no vectors/" + folder + " in the folder eltor.data");
            List<Path> files;
            try (var walk = Files.walk(root.resolve(folder))) {
                files = walk.filter(Files::isRegularFile).toList();
            }
            for (Path file : files) {
                add(root.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return all;
    }

    private void add(String name, byte[] bytes) throws IOException {
        if (name.startsWith("tor/")) {
            strings(name, new ObjectMapper().readTree(bytes));
        } else if (name.endsWith(".tar")) {
            archive(name, bytes);
        } else if (name.endsWith("gz") || name.endsWith("gzip")) {
            byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
            if (name.endsWith(".tar.gz")) {
                archive(name, unpacked);
            } else {
                all.put(name, unpacked);
            }
        } else {
            all.put(name, bytes);
        }
    }

    private void strings(String name, JsonNode tree) {
        if (tree.isObject()
                && tree.properties().stream().anyMatch(any -> any.getValue().isTextual())) {
            tree.properties()
                    .forEach(string -> all.put(
                            name + "#" + string.getKey(),
                            string.getValue().asText().getBytes(StandardCharsets.UTF_8)));
        } else {
            all.put(name, tree.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The files of a tar: a block with name and size before each. */
    private void archive(String name, byte[] tar) {
        int at = 0;
        while (at < tar.length && tar[at] != 0) {
            int size = Integer.parseInt(text(tar, at + 124, 12).strip(), 8);
            if (tar[at + 156] == '0') {
                String entry = text(tar, at, 100);
                all.put(
                        name + "!" + entry.substring(entry.lastIndexOf('/') + 1),
                        Arrays.copyOfRange(tar, at + BLOCK, at + BLOCK + size));
            }
            at += BLOCK + (size + BLOCK - 1) / BLOCK * BLOCK;
        }
    }

    private static String text(byte[] tar, int from, int length) {
        String field = new String(tar, from, length, StandardCharsets.US_ASCII);
        int end = field.indexOf('\0');
        return end < 0 ? field : field.substring(0, end);
    }
}
