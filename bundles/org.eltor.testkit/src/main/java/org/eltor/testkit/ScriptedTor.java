package org.eltor.testkit;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.eltor.api.tor.TorConnector.TorConnection;
import org.eltor.api.tor.TorControl;
import org.eltor.api.tor.TorMode;

/**
 * A tor client daemon that follows the test's script: it knows relays, builds circuits, attaches streams, keeps options,
 * and refuses, fails and crashes as tor 0.4.9 and the elTor fork were seen to. What happens to relays, circuits and
 * streams is in {@link ScriptedNetwork}, what happens to the daemon and its connections here. {@link #control()} is a connection without
 * a socket; {@link ScriptedTorServer} puts the same daemon behind a real control port.
 *
 * <p>May be used from any thread. On a {@link SteppedExecutor} everything is deterministic: replies and events are
 * delivered when time is stepped. The daemon has a tick of one second, so there is always a task waiting.
 */
public final class ScriptedTor extends ScriptedNetwork {
    private final Executor delivery;
    private Duration deadline = Duration.ofSeconds(10);

    /** A stock tor on virtual time, bootstrapped. */
    public static ScriptedTor stock(SteppedExecutor executor) {
        return new ScriptedTor(TorMode.STOCK, executor, executor.clock(), executor);
    }

    /** An elTor daemon on virtual time, at 95 % until its first paid circuit. */
    public static ScriptedTor eltor(SteppedExecutor executor) {
        return new ScriptedTor(TorMode.ELTOR, executor, executor.clock(), executor);
    }

    /**
     * A daemon that runs at once.
     *
     * @param mode which of the two it is
     * @param scheduler runs what takes time
     * @param clock the time that events carry; must go with {@code scheduler}
     * @param delivery runs replies and events of {@link #control()}, one after the other for each connection
     */
    public ScriptedTor(TorMode mode, ScheduledExecutorService scheduler, Clock clock, Executor delivery) {
        super(new TorCore(mode, scheduler, clock));
        this.delivery = delivery;
    }

    /** A new control connection. */
    public TorConnection connect() {
        return new ScriptedControl(daemon, delivery, deadline);
    }

    /** A new control connection that lives as long as the daemon. */
    public TorControl control() {
        return connect().control();
    }

    /** Sets an option as the configuration file does: it survives {@link #restart()} and SIGNAL RELOAD. */
    public void torrc(String name, String... values) {
        core.run(() -> daemon.options.torrc(name, List.of(values)));
    }

    /** An option's values now; empty where unset. */
    public List<String> option(String name) {
        return core.call(() -> daemon.options.value(name));
    }

    /** Answers GETINFO of {@code key} with {@code value} from now on, whatever tor itself would say. */
    public void info(String key, String value) {
        core.run(() -> daemon.info.put(key, value));
    }

    /** Reports bootstrap progress; below 75 % there is not enough directory information. */
    public void bootstrap(int percent, String tag, String summary) {
        core.run(() -> daemon.bootstrap(percent, tag, summary));
    }

    /** Tells all connections that asked for it something that this class has no method for. */
    public void emit(ScriptedEvent event) {
        core.run(() -> core.emit(event));
    }

    /** Every command received so far, oldest first. */
    public List<RecordedCommand> commands() {
        return core.call(core::commands);
    }

    /** The lines of every command received so far that begins with {@code keyword}, oldest first. */
    public List<String> commandLines(String keyword) {
        return commands().stream()
                .filter(command -> command.keyword().equals(keyword))
                .map(RecordedCommand::line)
                .toList();
    }

    /** Forgets the commands received so far. */
    public void forgetCommands() {
        core.run(core::forgetCommands);
    }

    /** The next command, and all behind it on its connection, are taken only after {@code time}. */
    public void hangNextCommand(Duration time) {
        core.run(() -> core.hangNext(time));
    }

    /** The next command is never answered, nor is anything behind it on its connection. */
    public void hangNextCommand() {
        hangNextCommand(Duration.ofDays(36_500));
    }

    /** How long connections made from now on wait for an answer; 10 s at first. */
    public void commandDeadline(Duration time) {
        deadline = time;
    }

    /** Whether events that a command causes come before its reply; at first they come after. */
    public void eventsBeforeReply(boolean before) {
        core.run(() -> core.eventsBeforeReply = before);
    }

    /** How long after a damaging command the daemon dies; 0.8 s at first, 0.3 to 1.3 s were seen. */
    public void deathDelay(Duration delay) {
        core.run(() -> core.deathDelay = delay);
    }

    /** Ends every control connection. Circuits, streams and options stay, unless a connection owned the daemon. */
    public void dropConnection() {
        core.run(core::dropConnections);
    }

    /** The daemon dies now, and everything with it. */
    public void crash() {
        core.run(core::kill);
    }

    /** Starts the daemon anew after a crash: options as in the file, no circuits, ids counted from the start. */
    public void restart() {
        core.run(() -> {
            core.kill();
            daemon.start();
        });
    }

    /** Whether the daemon runs. */
    public boolean isAlive() {
        return core.call(core::isAlive);
    }
}
