package org.eltor.devnet.internal.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One relay of a private network: a tor process that can be killed, stalled and restarted.
 * Thread-safe.
 */
public final class RelayNode {

    private static final Duration RESTART_LIMIT = Duration.ofSeconds(30);

    private volatile ForgedRelay forged;
    private final NodeFiles files;
    private final ProcessGroup group;
    private volatile TorProcess process;

    /** Launches the process; its files have been written before. */
    RelayNode(ForgedRelay forged, NodeFiles files, ProcessGroup group) throws IOException {
        this.forged = forged;
        this.files = files;
        this.group = group;
        process = group.launch(files);
    }

    /** Its offer is known now. */
    void described(ForgedRelay relay) {
        forged = relay;
    }

    public String nickname() {
        return forged.profile().nickname();
    }

    /** 40 upper case hex digits, without {@code $}. */
    public String fingerprint() {
        return forged.keys().fingerprint();
    }

    /** Where it speaks the relay protocol. */
    public InetSocketAddress address() {
        return new InetSocketAddress(
                forged.profile().address(), forged.profile().orPort());
    }

    public boolean isGuard() {
        return forged.profile().guard();
    }

    public boolean isExit() {
        return forged.profile().exit();
    }

    /** What its descriptor asks for. */
    public PaymentOffer offer() {
        return forged.profile().offer();
    }

    public Path controlSocket() {
        return files.controlSocket();
    }

    public Path cookieFile() {
        return files.cookie();
    }

    /** The current process; another one after a restart. */
    public ProcessHandle process() {
        return process.handle();
    }

    /** How the current process ended: its exit status, 128 more than the signal's number; empty while it runs. */
    public OptionalInt exitStatus() {
        return process.exitStatus();
    }

    /** The assertion of tor's on which a process ended, {@code function: Assertion … failed}; empty where there is none. */
    public Optional<String> failedAssertion() {
        return files.failedAssertion();
    }

    /**
     * Ends it with SIGKILL: its connections are closed at once. Returns when the process is gone.
     */
    public void kill() throws InterruptedException {
        process.kill();
    }

    /** Stops it with SIGSTOP: its connections stay open and silent until {@link #resume}. */
    public void stall() throws IOException, InterruptedException {
        process.stall();
    }

    /** Lets a stalled relay go on. */
    public void resume() throws IOException, InterruptedException {
        process.resume();
    }

    /**
     * Starts it again, with the same keys, and returns when it takes streams. A running one is
     * killed before.
     */
    public synchronized void restart() throws IOException, InterruptedException {
        process.kill();
        Files.deleteIfExists(files.controlSocket());
        Files.deleteIfExists(files.cookie());
        process = group.launch(files);
        awaitReady(new Readiness(RESTART_LIMIT));
    }

    void awaitReady(Readiness readiness) throws IOException, InterruptedException {
        readiness.awaitRelay(process);
    }

    @Override
    public String toString() {
        return nickname() + " " + fingerprint();
    }
}
