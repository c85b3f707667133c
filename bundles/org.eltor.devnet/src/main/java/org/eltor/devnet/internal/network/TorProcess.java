package org.eltor.devnet.internal.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** One running tor, its directory, and the ways to end or stall it. Thread-safe. */
final class TorProcess {

    private static final int KILL_SECONDS = 5;

    private final Process process;
    private final NodeFiles files;
    private volatile boolean stalled;

    private TorProcess(Process process, NodeFiles files) {
        this.process = process;
        this.files = files;
    }

    /** Launches tor with the torrc in the given directory; its working directory is there, too. */
    static TorProcess launch(Path tor, NodeFiles files) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                tor.toString(),
                "-f",
                files.torrc().toString(),
                "--defaults-torrc",
                files.empty().toString(),
                "--hush");
        builder.environment().put("MALLOC_ARENA_MAX", "1"); // a third of the memory
        builder.directory(files.directory().toFile());
        builder.redirectErrorStream(true).redirectOutput(files.output().toFile());
        return new TorProcess(builder.start(), files);
    }

    NodeFiles files() {
        return files;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    OptionalInt exitStatus() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /** Fails, with what the process said last, when it is no longer there. */
    void checkAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IOException(
                    "tor ended with status " + process.exitValue() + " in " + files.directory() + files.lastWords());
        }
    }

    /** Asks the process to end; one that is stalled would not hear it and is killed. */
    void terminate() {
        if (stalled) {
            process.destroyForcibly();
        } else {
            process.destroy();
        }
    }

    /** Sends SIGKILL and waits until the process is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(KILL_SECONDS, TimeUnit.SECONDS);
    }

    /** Whether the process ended within the given time. */
    boolean awaitEnd(long nanos) throws InterruptedException {
        return process.waitFor(nanos, TimeUnit.NANOSECONDS);
    }

    /** Stops the process without ending it: its connections stay open and silent. */
    void stall() throws IOException, InterruptedException {
        stalled = true;
        signal("STOP");
    }

    void resume() throws IOException, InterruptedException {
        signal("CONT");
        stalled = false;
    }

    /** The shell has kill built in; the command of that name is not installed everywhere. */
    private void signal(String name) throws IOException, InterruptedException {
        checkAlive();
        Process shell = new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + process.pid())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (shell.waitFor() != 0) {
            throw new IOException("SIG" + name + " was not delivered to process " + process.pid());
        }
    }
}
