package org.eltor.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eltor.api.tor.TorMode;

/**
 * What the parts of the scripted tor share: one lock, time, the connections, and whether the daemon lives. Every part is
 * used under the lock only, through {@link #run} and {@link #call}.
 */
final class TorCore {
    private final TorMode mode;
    private final ScheduledExecutorService scheduler;
    private final Clock clock;
    private final Object lock = new Object();
    private final List<TorLink> links = new ArrayList<>();
    private final List<RecordedCommand> commands = new ArrayList<>();
    private final List<ScriptedEvent> held = new ArrayList<>();
    private boolean holding;
    private Duration hang;
    private long life = 1;
    private boolean alive = true;
    private boolean lifeChanged;
    private final List<Runnable> lifeListeners = new CopyOnWriteArrayList<>();

    Duration deathDelay = Duration.ofMillis(800);
    boolean eventsBeforeReply;

    TorCore(TorMode mode, ScheduledExecutorService scheduler, Clock clock) {
        this.mode = mode;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    TorMode mode() {
        return mode;
    }

    boolean isEltor() {
        return mode == TorMode.ELTOR;
    }

    Instant now() {
        return clock.instant();
    }

    void run(Runnable action) {
        call(() -> {
            action.run();
            return null;
        });
    }

    /** Does something under the lock, then delivers what came of it without the lock. */
    <T> T call(Supplier<T> action) {
        boolean outermost = !Thread.holdsLock(lock);
        try {
            synchronized (lock) {
                return action.get();
            }
        } finally {
            if (outermost) {
                flush();
            }
        }
    }

    private void flush() {
        List<TorLink> all;
        boolean changed;
        synchronized (lock) {
            changed = lifeChanged;
            lifeChanged = false;
            all = List.copyOf(links);
            links.removeIf(TorLink::isClosed);
        }
        all.forEach(TorLink::flush);
        if (changed) {
            lifeListeners.forEach(Runnable::run);
        }
    }

    /** Calls back, without the lock, whenever the daemon has died or started. */
    void onLifeChange(Runnable listener) {
        lifeListeners.add(listener);
    }

    void offLifeChange(Runnable listener) {
        lifeListeners.remove(listener);
    }

    /** Does something later, unless the daemon has died by then. */
    void after(Duration delay, Runnable action) {
        long then = life;
        try {
            scheduler.schedule(() -> run(() -> runIn(then, action)), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            kill(); // the simulation has ended, and the daemon with it
        }
    }

    private void runIn(long then, Runnable action) {
        if (alive && life == then) {
            action.run();
        }
    }

    /** Tells every connection that asked for such events. */
    void emit(ScriptedEvent event) {
        if (holding) {
            held.add(event);
        } else {
            links.forEach(link -> link.deliver(event));
        }
    }

    /** Keeps back the events that a command causes, until its reply is on its way. */
    void holdEvents() {
        holding = true;
    }

    void releaseHeldEvents() {
        holding = false;
        List<ScriptedEvent> released = List.copyOf(held);
        held.clear();
        released.forEach(this::emit);
    }

    void record(String line, List<String> body) {
        commands.add(new RecordedCommand(now(), line, body));
    }

    List<RecordedCommand> commands() {
        return List.copyOf(commands);
    }

    void forgetCommands() {
        commands.clear();
    }

    void hangNext(Duration time) {
        hang = time;
    }

    void hangIfAsked(TorLink link) {
        if (hang != null) {
            Duration time = hang;
            hang = null;
            link.pause();
            after(time, link::resume);
        }
    }

    boolean isAlive() {
        return alive;
    }

    /** Adds a connection, which is closed at once when no daemon lives. */
    TorLink connect(TorLink link) {
        links.add(link);
        if (!alive) {
            link.close();
        }
        return link;
    }

    /** Ends one connection; the daemon goes too if it was the owner's. */
    void disconnect(TorLink link) {
        boolean last = link.owner && !link.isClosed();
        link.close();
        if (last) {
            kill();
        }
    }

    void dropConnections() {
        List.copyOf(links).forEach(this::disconnect);
    }

    /** The daemon dies now: no reply, no event, every connection closed. */
    void kill() {
        lifeChanged |= alive;
        alive = false;
        life++;
        hang = null;
        held.clear();
        links.forEach(TorLink::close);
    }

    /** The daemon dies a moment from now, as after a reply that damaged it. */
    void killSoon() {
        after(deathDelay, this::kill);
    }

    void revive() {
        lifeChanged |= !alive;
        alive = true;
    }
}
