package org.eltor.devnet.lightning.internal.network;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.eltor.devnet.lightning.internal.chain.RegtestChain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The network's directory: chain, nodes, payments and accounts. The chain is written last, once channels are open; a
 * directory without it was left in the middle of that, and is begun anew. One network at a time.
 */
final class NetworkFiles implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkFiles.class);
    private static final int MAGIC = 0x656c_7463;
    private static final String CHAIN = "chain";

    private final Path directory;
    private final boolean temporary;
    private final FileChannel lock;

    private NetworkFiles(Path directory, boolean temporary, FileChannel lock) {
        this.directory = directory;
        this.temporary = temporary;
        this.lock = lock;
    }

    /** @param storage empty for a directory that lives no longer than the network */
    static NetworkFiles open(Optional<Path> storage) throws IOException {
        Path directory = storage.isPresent()
                ? Files.createDirectories(storage.get().toAbsolutePath())
                : Files.createTempDirectory("eltor-devnet-lightning");
        FileChannel lock =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() != null) {
                return new NetworkFiles(directory, storage.isEmpty(), lock);
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("Locked by this process", e);
        }
        lock.close();
        throw new IOException(directory + " is in use by another Lightning network");
    }

    Path payments() {
        return directory.resolve("payments");
    }

    Path accounts() {
        return directory.resolve("accounts");
    }

    Path node(String name) {
        return directory.resolve("node-" + name);
    }

    /** What the nodes of a host know of each other's channels. */
    Optional<byte[]> graph(String host) throws IOException {
        Path file = graphFile(host);
        return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }

    void graph(String host, byte[] graph) throws IOException {
        Files.write(graphFile(host), graph);
    }

    private Path graphFile(String host) {
        return directory.resolve("graph-" + host);
    }

    /**
     * The chain of a network that was set up before.
     *
     * @throws IOException when it cannot be read, or is of another seed; the message says the way out
     */
    Optional<RegtestChain> chain(long seed, LongSupplier seconds) throws IOException {
        Path file = directory.resolve(CHAIN);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            if (in.readInt() != MAGIC || in.readLong() != seed) {
                throw new IOException(directory + " holds a network of another seed: use that, or move it away");
            }
            return Optional.of(RegtestChain.read(in, seconds));
        }
    }

    /** Begins anew. */
    void clear(List<String> nodes) throws IOException {
        for (String node : nodes) {
            Files.deleteIfExists(node(node));
            Files.deleteIfExists(graphFile(node));
        }
        Files.deleteIfExists(payments());
        Files.deleteIfExists(accounts());
    }

    /** The network is set up. */
    void complete(long seed, RegtestChain chain) throws IOException {
        Path draft = directory.resolve(CHAIN + ".new");
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(draft))) {
            out.writeInt(MAGIC);
            out.writeLong(seed);
            chain.write(out);
        }
        Files.move(draft, directory.resolve(CHAIN), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        lock.close();
        if (temporary) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
