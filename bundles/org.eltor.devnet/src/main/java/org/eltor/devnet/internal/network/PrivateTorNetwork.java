package org.eltor.devnet.internal.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eltor.devnet.internal.network.StartListener.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole Tor network on loopback: real tor processes as relays and one client, with a directory
 * that nobody voted on.
 *
 * <p>Every key is made here and every document is signed here, so no authority has to run and
 * nothing has to be downloaded; the relays' descriptors carry payment lines. The network lasts for
 * four days at most.
 *
 * <p>{@link #start} may be called once. {@link #close} may be called at any time, from any thread,
 * also during a start, which then fails. After it no process and no file of the network is left; a
 * shutdown hook sees to that when the JVM ends before.
 */
public final class PrivateTorNetwork implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PrivateTorNetwork.class);
    private static final String CLIENT = "client";

    private final NetworkSettings settings;
    private final ProcessGroup processes;
    private final Thread shutdownHook = new Thread(this::release, "eltor-devnet-shutdown");
    private final Object lock = new Object();
    private TempDirectory directory; // guarded by lock
    private boolean closed; // guarded by lock
    private volatile List<RelayNode> relays = List.of();
    private volatile ClientTor client;

    public PrivateTorNetwork(NetworkSettings settings) {
        this.settings = settings;
        processes = new ProcessGroup(settings.tor());
    }

    /**
     * Starts all processes and returns when every relay and the client are ready; no circuit has
     * been built by then. Blocks for about two seconds, and for as long as late offers are.
     *
     * @throws IOException when a process ends, or something is not ready within the start limit;
     *     the network is closed then
     */
    public void start(StartListener listener) throws IOException, InterruptedException {
        try {
            Path root = createDirectory();
            Runtime.getRuntime().addShutdownHook(shutdownHook);
            launchAndAwait(root, listener);
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The client; only after a successful start. */
    public ClientTor client() {
        if (client == null) {
            throw new IllegalStateException("The network is not started");
        }
        return client;
    }

    /** The relays, those without exit first; empty before the start. */
    public List<RelayNode> relays() {
        return relays;
    }

    private Path createDirectory() throws IOException {
        synchronized (lock) {
            if (closed || directory != null) {
                throw new IllegalStateException("A network can be started once");
            }
            directory = TempDirectory.create(settings.parent());
            return directory.path();
        }
    }

    private void launchAndAwait(Path root, StartListener listener) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        RelayForge.Forged forged = new RelayForge(settings).forge();
        tell(listener, Stage.FORGED, begin);
        Torrc torrc = new Torrc(
                forged.seed().authorityIdentity(),
                settings.eltorDaemon(),
                ProcessHandle.current().pid());
        relays = launchRelays(root, forged, torrc);
        TorProcess process = launchClient(root, described(forged).seed(), torrc);
        Readiness readiness = new Readiness(settings.startLimit());
        tell(listener, Stage.LAUNCHED, begin);
        try (ControlProbe probe = readiness.connect(process)) {
            readiness.awaitDirectory(process, probe);
            tell(listener, Stage.DIRECTORY, begin);
            readiness.awaitDescriptors(process, probe, relays);
            tell(listener, Stage.DESCRIPTORS, begin);
            for (RelayNode relay : relays) {
                relay.awaitReady(readiness);
            }
            NodeFiles files = process.files();
            client = new ClientTor(
                    files.controlSocket(),
                    files.cookie(),
                    readiness.socksAddress(probe),
                    process.handle(),
                    files.directory());
        }
        tell(listener, Stage.READY, begin);
    }

    private List<RelayNode> launchRelays(Path root, RelayForge.Forged forged, Torrc torrc) throws IOException {
        List<RelayNode> launched = new ArrayList<>();
        for (ForgedRelay relay : forged.relays()) {
            NodeFiles files = createFiles(root, relay.profile().nickname());
            relay.keys().writeTo(files.keys());
            forged.seed().writeForRelay(files.directory());
            Files.writeString(files.resolvConf(), "nameserver " + Authority.ADDRESS + "\n"); // nobody answers there
            Files.writeString(files.torrc(), torrc.relay(relay.profile(), files));
            launched.add(new RelayNode(relay, files, processes));
        }
        return List.copyOf(launched);
    }

    private RelayForge.Forged described(RelayForge.Forged forged) throws IOException, InterruptedException {
        if (settings.lateOffers().isEmpty()) {
            return forged;
        }
        RelayForge.Forged described =
                forged.withOffers(settings.lateOffers().get().await());
        for (int i = 0; i < relays.size(); i++) {
            relays.get(i).described(described.relays().get(i));
        }
        return described;
    }

    private TorProcess launchClient(Path root, DirectorySeed seed, Torrc torrc) throws IOException {
        NodeFiles files = createFiles(root, CLIENT);
        seed.writeForClient(files.directory());
        Files.writeString(files.torrc(), torrc.client(files, settings.clientLines()));
        return processes.launch(files);
    }

    private static NodeFiles createFiles(Path root, String name) throws IOException {
        NodeFiles files = new NodeFiles(root.resolve(name));
        files.createDirectories();
        Files.createFile(files.empty());
        return files;
    }

    private static void tell(StartListener listener, Stage stage, long begin) {
        listener.reached(stage, Duration.ofNanos(System.nanoTime() - begin));
    }

    /**
     * Ends every process and deletes every file. Takes less than two seconds; further calls do
     * nothing.
     */
    @Override
    public void close() {
        if (release()) {
            try {
                Runtime.getRuntime().removeShutdownHook(shutdownHook);
            } catch (IllegalStateException e) {
                LOG.trace("The JVM is ending and calls the hook itself", e);
            }
        }
    }

    /**
     * Answers whether this call did it. Holds the lock, so that a second caller returns when all is
     * gone.
     */
    private boolean release() {
        synchronized (lock) {
            if (closed) {
                return false;
            }
            closed = true;
            processes.close();
            try {
                if (directory != null) {
                    directory.close();
                }
            } catch (IOException e) {
                LOG.warn("{} could not be deleted", directory.path(), e);
            }
            return true;
        }
    }
}
