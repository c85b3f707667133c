package org.eltor.devnet.lightning.internal.ldk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eltor.ldk.wasm.LdkWasm;

/** The objects of ours that LDK calls: it knows them by index, and their methods by number. Not thread-safe. */
final class LdkCallbacks {
    private static final List<String> NAMES = names();

    private final List<Map<String, Callback>> objects = new ArrayList<>();

    /** @return the index that LDK is to use */
    int add(Map<String, Callback> methods) {
        objects.add(Map.copyOf(methods));
        return objects.size() - 1;
    }

    long call(int object, int method, long[] arguments) {
        Callback callback = objects.get(object).get(NAMES.get(method));
        if (callback == null) {
            throw new IllegalStateException("LDK wants " + NAMES.get(method) + ", which is not provided");
        }
        return callback.call(arguments);
    }

    private static List<String> names() {
        try (InputStream in = LdkWasm.class.getResourceAsStream("callbacks.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the table of callbacks cannot be read", e);
        }
    }
}
