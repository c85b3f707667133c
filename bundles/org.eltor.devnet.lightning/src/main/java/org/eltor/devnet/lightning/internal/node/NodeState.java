package org.eltor.devnet.lightning.internal.node;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All that a node must remember: its channel manager and the monitors of its channels, as of one moment. They are
 * written together, since a manager that is older than its monitors gives its channels up.
 *
 * @param manager as LDK writes it
 * @param monitors as LDK writes them, by funding output
 */
record NodeState(byte[] manager, Map<String, byte[]> monitors) {
    private static final int MAGIC = 0x656c_7431;
    private static final int MOST_BYTES = 1 << 28;

    /** @return empty for a node that never wrote anything */
    static Optional<NodeState> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            if (in.readInt() != MAGIC) {
                throw new IOException(file + " is not the state of a Lightning node");
            }
            byte[] manager = bytes(in);
            Map<String, byte[]> monitors = new LinkedHashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                monitors.put(in.readUTF(), bytes(in));
            }
            return Optional.of(new NodeState(manager, monitors));
        }
    }

    /** Replaces what the file held, whole or not at all. */
    void write(Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(MAGIC);
        out.writeInt(manager.length);
        out.write(manager);
        out.writeInt(monitors.size());
        for (Map.Entry<String, byte[]> monitor : monitors.entrySet()) {
            out.writeUTF(monitor.getKey());
            out.writeInt(monitor.getValue().length);
            out.write(monitor.getValue());
        }
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.write(draft, bytes.toByteArray());
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MOST_BYTES) {
            throw new IOException("a part of " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("the state of a Lightning node is cut off");
        }
        return bytes;
    }
}
