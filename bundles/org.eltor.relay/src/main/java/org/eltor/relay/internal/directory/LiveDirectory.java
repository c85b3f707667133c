package org.eltor.relay.internal.directory;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.RelayDirectory;
import org.eltor.api.tor.ConfChangedEvent;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.NewConsensusEvent;
import org.eltor.api.tor.NewDescriptorsEvent;
import org.eltor.api.tor.StatusEvent;
import org.eltor.api.tor.TorControl;
import org.eltor.api.tor.TorEvent;
import org.eltor.api.tor.TorException;
import org.eltor.api.tor.TorMode;
import org.eltor.api.tor.TorSubscription;
import org.eltor.relay.internal.document.DocumentException;
import org.eltor.relay.internal.document.Validity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The relays that one tor knows, as long as the connection to it lasts. Renewed when tor says that something changed,
 * and now and then in case it did not say so.
 *
 * <p>All state but the view and the problem belongs to the executor's only thread.
 */
public final class LiveDirectory implements RelayDirectory, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveDirectory.class);
    private static final Set<String> EVENTS = Set.of("NEWCONSENSUS", "NEWDESC", "STATUS_CLIENT", "CONF_CHANGED");
    private static final Set<String> ACTIONS = Set.of("ENOUGH_DIR_INFO", "NOT_ENOUGH_DIR_INFO", "BOOTSTRAP");
    /** Tor builds circuits by a consensus that was valid within the last day (path-spec, "reasonably live"). */
    private static final Duration LONGEST_STALE = Duration.ofHours(24);

    private final TorControl tor;
    private final TorQuestions questions;
    private final DirectoryTimes times;
    private final Clock clock;
    private final GuardedExecutor executor;
    private final DirectoryOutlet outlet;
    private final ViewBuilder builder = new ViewBuilder();
    private final ProblemLog problem = new ProblemLog();
    private volatile SnapshotView view;
    private volatile Needed needed = Needed.SERVER_DESCRIPTORS;
    private volatile TorSubscription subscription;
    private boolean asking;
    private boolean pausing;
    private boolean again;
    private boolean shown;
    private Duration retry;
    private List<String> warned = List.of();
    private ScheduledFuture<?> next;

    /**
     * @param clock tells whether tor's consensus is still valid
     * @param executor one thread, owned and stopped by the caller
     * @param outlet told when this directory can be used
     */
    public LiveDirectory(
            TorControl tor,
            DirectoryTimes times,
            Clock clock,
            ScheduledExecutorService executor,
            DirectoryOutlet outlet) {
        this.tor = tor;
        this.clock = clock;
        this.questions = new TorQuestions(tor);
        this.times = times;
        this.executor = new GuardedExecutor(executor, this::bug);
        this.outlet = outlet;
        this.retry = times.firstRetry();
    }

    /** Begins to ask, and returns at once. */
    public void start() {
        problem.set(Problem.WAITING, "Tor has not told yet which relays there are");
        executor.execute(this::ask);
    }

    private void listen() {
        tor.subscribe(EVENTS, this::heard).whenComplete((opened, failure) -> {
            subscription = opened;
            if (executor.isClosed() && opened != null) {
                opened.close();
            }
            executor.execute(() -> listening(failure));
        });
    }

    private void listening(Throwable failure) {
        if (failure == null) {
            question();
        } else {
            answered(null, TorQuestions.cause(failure));
        }
    }

    @Override
    public void close() {
        executor.close();
        TorSubscription open = subscription;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public NetworkView view() {
        return view;
    }

    @Override
    public CompletionStage<Set<Fingerprint>> unknown(Collection<Fingerprint> relays) {
        return relays.isEmpty()
                ? CompletableFuture.completedStage(Collections.emptySet())
                : questions.unknown(relays, needed);
    }

    /** What keeps the directory from being usable or complete, one line; empty while all is well. */
    public Optional<String> problem() {
        return problem.text();
    }

    private void heard(TorEvent event) {
        boolean matters = event instanceof NewConsensusEvent
                || event instanceof NewDescriptorsEvent
                || event instanceof StatusEvent status && ACTIONS.contains(status.action())
                || event instanceof ConfChangedEvent change
                        && change.options().keySet().stream().anyMatch(TorQuestions.OPTIONS::contains);
        if (matters) {
            executor.execute(() -> askWithin(times.burst()));
        }
    }

    /** Makes sure that tor is asked not later than after {@code delay}, pauses aside. */
    private void askWithin(Duration delay) {
        if (asking || pausing) {
            again = true;
        } else if (next == null || next.isDone() || next.getDelay(TimeUnit.NANOSECONDS) > delay.toNanos()) {
            if (next != null) {
                next.cancel(false);
            }
            next = executor.schedule(this::ask, delay);
        }
    }

    private void ask() {
        asking = true;
        again = false;
        if (subscription == null) {
            listen(); // before the question, so that no change falls between the two
        } else {
            question();
        }
    }

    private void question() {
        questions
                .all(builder.knownConsensus())
                .whenComplete((text, failure) -> executor.execute(() -> answered(text, failure)));
    }

    private void answered(DirectoryText text, Throwable failure) {
        asking = false;
        if (failure != null) {
            failed(failure);
            again = true;
        } else if (text.enough()) {
            read(text);
        } else {
            again |= shown;
            problem.set(Problem.NOT_ENOUGH, shown ? ProblemTexts.OUTDATED : ProblemTexts.NOT_YET);
        }
        if (shown) {
            retry = times.firstRetry();
            pausing = true;
            executor.schedule(this::pauseOver, times.pause());
        } else {
            Duration delay = again && failure == null ? times.burst() : retry;
            Duration longer = retry.multipliedBy(3).dividedBy(2);
            retry = longer.compareTo(times.lastRetry()) < 0 ? longer : times.lastRetry();
            askWithin(delay);
        }
    }

    private void pauseOver() {
        pausing = false;
        askWithin(again ? Duration.ZERO : times.check());
    }

    private void bug(RuntimeException cause) {
        asking = false;
        askWithin(times.lastRetry());
    }

    private void failed(Throwable failure) {
        LOG.debug("Directory question failed", failure);
        if (failure instanceof TorException known && known.failure() == TorException.Failure.CONNECTION_LOST) {
            return; // whoever keeps the connection says so, and ends this directory
        }
        problem.set(
                Problem.REFUSED,
                "Tor does not answer questions about its directory: " + failure.getMessage() + "; trying again");
    }

    private void read(DirectoryText text) {
        needed = Needed.of(text);
        Optional<String> stale = text.validity().flatMap(times -> times.refusal(clock.instant()));
        if (stale.isPresent()) {
            stale(text.validity().get(), stale.get());
            return;
        }
        try {
            use(text, builder.build(text, areTermsNeeded(text)));
        } catch (DocumentException e) {
            problem.set(Problem.REFUSED, "Tor's list of relays cannot be read: " + e.getMessage() + "; trying again");
            builder.validity().ifPresent(this::keep);
        }
    }

    /** Relays of an elTor network are not free only because tor has not fetched what they ask. */
    private boolean areTermsNeeded(DirectoryText text) {
        return text.fetchesServerDescriptors() || tor.info().mode() == TorMode.ELTOR;
    }

    private void use(DirectoryText text, ViewBuilder.Result result) {
        SnapshotView read = result.view();
        LOG.debug("{}", result);
        warn(read.nodes().warnings());
        if (read.isUsable()) {
            if (result.trouble().isPresent()) {
                problem.set(Problem.UNWEIGHTED, result.trouble().get());
            } else if (areTermsNeeded(text)) {
                problem.clear();
            } else {
                problem.set(Problem.NO_TERMS, ProblemTexts.NO_TERMS);
            }
            show(read, result); // last: users may ask at once, on other threads
        } else {
            problem.set(Problem.UNUSABLE, ProblemTexts.unusable(text, result));
            hide();
        }
    }

    private void stale(Validity validity, String refusal) {
        problem.set(Problem.STALE, refusal);
        keep(validity);
    }

    /** A view in use was valid when it was made, and is kept for as long as tor itself would go on. */
    private void keep(Validity validity) {
        if (clock.instant().isAfter(validity.validUntil().plus(LONGEST_STALE))) {
            hide();
        }
    }

    private void hide() {
        if (shown) {
            shown = false;
            outlet.hide();
        }
    }

    private void show(SnapshotView read, ViewBuilder.Result result) {
        SnapshotView before = view;
        if (before == null || !before.saysTheSameAs(read)) {
            view = read;
        }
        if (!shown) {
            shown = true;
            LOG.info(
                    "Relay directory ready: {} relays, {} guards, {} exits, {} ask for payment; left out: {}",
                    read.relays().size(),
                    read.guards(),
                    read.exits(),
                    read.paid(),
                    result.skipped());
            outlet.show(this);
        }
    }

    private void warn(List<String> warnings) {
        if (!warnings.equals(warned)) {
            warned = warnings;
            warnings.forEach(warning -> LOG.warn("{}", warning));
        }
    }
}
