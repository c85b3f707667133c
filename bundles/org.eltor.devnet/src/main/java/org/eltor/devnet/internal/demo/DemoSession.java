package org.eltor.devnet.internal.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.circuit.CircuitManager;
import org.eltor.api.circuit.RoundInfo;
import org.eltor.api.circuit.SessionEvent;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;
import org.eltor.devnet.internal.DevnetException;
import org.eltor.devnet.internal.demo.Killer.Victim;
import org.eltor.devnet.internal.demo.Screen.Tone;

/**
 * Follows one session from its first circuit to its end: tells what happens, lets traffic flow, and kills relays. Used
 * by one thread.
 */
final class DemoSession {

    private static final Duration LONGEST_DELAY = Duration.ofMillis(300);
    private static final Duration TOLERANCE = Duration.ofSeconds(40);
    private static final long POLL_MILLIS = 20;

    private final DemoOptions options;
    private final CircuitManager circuits;
    private final Traffic traffic;
    private final Killer killer;
    private final Screen screen;
    private final Set<CircuitId> built = new HashSet<>();
    private final List<Due> dues = new ArrayList<>();
    private final Set<Fingerprint> dead = new HashSet<>();
    private Optional<KillOutcome> killed = Optional.empty();
    private OptionalLong allBuiltMs = OptionalLong.empty();
    private int failovers;
    private boolean ended;

    /** Something to be done at a time of {@link System#nanoTime}. */
    private record Due(long nanos, Action action) {}

    private interface Action {
        void run() throws InterruptedException;
    }

    DemoSession(DemoOptions options, CircuitManager circuits, Traffic traffic, Killer killer, Screen screen) {
        this.options = options;
        this.circuits = circuits;
        this.traffic = traffic;
        this.killer = killer;
        this.screen = screen;
    }

    /** Returns when the session has ended. */
    void follow(BlockingQueue<SessionEvent> events) throws InterruptedException, DevnetException {
        Duration limit = options.spacing()
                .multipliedBy(options.rounds())
                .plus(options.interval())
                .plus(TOLERANCE);
        long end = System.nanoTime() + limit.toNanos();
        while (!ended) {
            SessionEvent event = events.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            if (event != null) {
                happened(event);
            }
            doWhatIsDue();
            if (System.nanoTime() > end) {
                throw new DevnetException("the session did not end within " + limit.toSeconds() + " s"
                        + circuits.session().problem().map(p -> ": " + p).orElse(""));
            }
        }
    }

    Optional<KillOutcome> killed() {
        return killed;
    }

    /** The relays that were killed. */
    Set<Fingerprint> deadRelays() {
        return Set.copyOf(dead);
    }

    /** When as many circuits were built as are wanted, since the start of the demo. */
    OptionalLong allBuiltMs() {
        return allBuiltMs;
    }

    int failovers() {
        return failovers;
    }

    private void happened(SessionEvent event) {
        if (event instanceof SessionEvent.Notice notice) {
            screen.now(tone(notice.text()), notice.text());
        } else if (event instanceof SessionEvent.CircuitBuilt circuit) {
            built(circuit.circuit());
        } else if (event instanceof SessionEvent.RoundStarted round) {
            started(round.round());
        } else if (event instanceof SessionEvent.RoundEnded round) {
            ended(round.round());
        } else if (event instanceof SessionEvent.SessionEnded end) {
            failovers = end.session().failovers();
            ended = true;
        }
    }

    /** A hint for the eye only. */
    private static Tone tone(String notice) {
        if (notice.startsWith("Round ")) {
            return Tone.STRONG;
        }
        if (notice.contains(" lost") || notice.contains("given up") || notice.startsWith("No ")) {
            return Tone.CAUTION;
        }
        return notice.contains("BUILT") ? Tone.GOOD : Tone.PLAIN;
    }

    private void built(CircuitInfo circuit) {
        screen.detail("path " + Texts.path(circuit) + ", in "
                + circuit.builtIn().map(Duration::toMillis).orElse(0L) + " ms, "
                + Texts.price(circuit).msat() + " msat an interval");
        built.add(circuit.id());
        if (built.size() == options.circuits() && allBuiltMs.isEmpty()) {
            allBuiltMs = OptionalLong.of(screen.elapsed().toMillis());
        }
    }

    private void started(RoundInfo round) {
        if (round.number() == 1) {
            traffic.begin();
        }
        if (round.number() == options.rounds()) {
            due(options.spacing().dividedBy(3), traffic::finish);
        }
        options.kill().filter(kill -> kill.round() == round.number()).ifPresent(kill -> {
            Duration quarter = options.spacing().dividedBy(4);
            due(quarter.compareTo(LONGEST_DELAY) < 0 ? quarter : LONGEST_DELAY, () -> kill(kill.target()));
        });
    }

    private void ended(RoundInfo round) {
        TrafficTotals totals = traffic.totals();
        screen.detail("round " + round.number() + " paid interval " + round.interval() + " of circuit "
                + round.circuit() + ": " + Texts.payments(round, circuits.circuits()));
        screen.detail("downloads so far: " + totals.count() + ", " + Texts.megabytes(totals.bytes())
                + (totals.retried() == 0 ? "" : ", " + totals.retried() + " tried again"));
    }

    private void kill(Kill.Target target) throws InterruptedException {
        List<CircuitInfo> before = circuits.circuits();
        List<Victim> victims = Killer.choose(target, before);
        killed = Optional.of(Killer.expected(victims, before));
        for (Victim victim : victims) {
            screen.now(Tone.BAD, "Killing " + victim.why());
        }
        for (Victim victim : victims) {
            killer.kill(victim);
            dead.add(victim.relay());
        }
    }

    private void due(Duration in, Action action) {
        dues.add(new Due(System.nanoTime() + in.toNanos(), action));
    }

    private void doWhatIsDue() throws InterruptedException {
        for (Due due : List.copyOf(dues)) {
            if (due.nanos() - System.nanoTime() <= 0) {
                dues.remove(due);
                due.action().run();
            }
        }
    }
}
