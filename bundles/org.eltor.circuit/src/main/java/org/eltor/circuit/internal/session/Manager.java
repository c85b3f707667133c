package org.eltor.circuit.internal.session;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.eltor.api.circuit.SessionEvent;
import org.eltor.api.circuit.SessionInfo;
import org.eltor.api.circuit.SessionRequest;
import org.eltor.api.circuit.SessionState;
import org.eltor.api.tor.TorControl;

/**
 * The will to have circuits, which outlives what it needs: a session is there while the control connection and the
 * ledger are, and begins again when they come back. Public methods may be called from any thread.
 */
public final class Manager {
    private final EventLoop loop;
    private final CircuitSettings settings;
    private final Board board;
    private final RandomGenerator random;
    private final Context.Strategy strategy;
    private final Prober prober;

    private volatile Services services = Services.NONE;
    private volatile SessionInfo info;

    private Optional<SessionRequest> wanted = Optional.empty();
    private Optional<Session> session = Optional.empty();
    private Optional<Context> context = Optional.empty();
    private boolean stopping;
    private int earlierFailovers;
    private CompletableFuture<Void> stopped = CompletableFuture.completedFuture(null);

    /**
     * @param loop runs everything
     * @param board where circuits, rounds and streams show
     * @param random a cryptographic source outside of tests
     * @param strategy names the next circuit
     * @param prober opens streams of ours
     */
    public Manager(
            EventLoop loop,
            CircuitSettings settings,
            Board board,
            RandomGenerator random,
            Context.Strategy strategy,
            Prober prober) {
        this.loop = loop;
        this.settings = settings;
        this.board = board;
        this.random = random;
        this.strategy = strategy;
        this.prober = prober;
        this.info = describe();
        loop.afterEach(() -> info = describe());
    }

    /** Where the manager stands. */
    public SessionInfo info() {
        return info;
    }

    /** Tells what is present now. */
    public void servicesChanged(Services present) {
        services = present;
        loop.execute(this::adjust);
    }

    /** See {@link org.eltor.api.circuit.CircuitAdmin#start}. */
    public CompletionStage<Void> start(SessionRequest request) {
        CompletableFuture<Void> taken = new CompletableFuture<>();
        loop.execute(() -> {
            if (wanted.isPresent() || stopping) {
                taken.completeExceptionally(new IllegalStateException(
                        stopping ? "still stopping; try again in some seconds" : "already started; eltor:stop stops"));
                return;
            }
            wanted = Optional.of(request);
            earlierFailovers = 0;
            board.clear();
            adjust();
            tellWaiting();
            info = describe(); // whoever waited for this looks at it next
            taken.complete(null);
        });
        return taken;
    }

    /** See {@link org.eltor.api.circuit.CircuitAdmin#stop}. */
    public CompletionStage<Void> stop() {
        CompletableFuture<Void> result = new CompletableFuture<>();
        loop.execute(() -> stopNow().whenComplete((nothing, error) -> result.complete(null)));
        return result;
    }

    private CompletableFuture<Void> stopNow() {
        if (wanted.isEmpty() || stopping) {
            return stopped;
        }
        wanted = Optional.empty();
        stopping = true;
        stopped = new CompletableFuture<>();
        CompletableFuture<Void> done = stopped;
        Runnable end = () -> {
            forget();
            stopping = false;
            board.notice("Stopped; circuits closed, options of tor restored");
            board.tell(new SessionEvent.SessionEnded(describe()));
            info = describe();
            done.complete(null);
        };
        if (session.isPresent()) {
            session.get().end(end);
        } else {
            end.run();
        }
        return done;
    }

    /** Brings the session in line with what is wanted and what is present. */
    private void adjust() {
        if (stopping) {
            return;
        }
        if (session.isPresent()) {
            keepOrEnd(session.get(), context.orElseThrow());
        } else if (wanted.isPresent() && services.complete()) {
            begin(wanted.get());
        }
    }

    private void keepOrEnd(Session running, Context its) {
        boolean sameTor = services.tor().filter(tor -> tor == its.tor()).isPresent();
        boolean samePayments =
                services.payments().filter(p -> p == its.payments()).isPresent();
        if (sameTor && samePayments) {
            running.servicesChanged();
        } else if (sameTor) {
            board.warn("The payment ledger went away; circuits are closed until it is back");
            stopping = true;
            running.end(() -> {
                stopping = false;
                forget();
                adjust();
            });
        } else {
            board.warn("The control connection was lost, and all circuits with it");
            running.lost();
            forget();
            adjust();
        }
    }

    private void begin(SessionRequest request) {
        TorControl tor = services.tor().orElseThrow();
        Context its = new Context(
                loop, settings, tor, services.payments().orElseThrow(), () -> services, board, random, strategy);
        Session begun = new Session(its, request, prober, this::stopNow);
        context = Optional.of(its);
        session = Optional.of(begun);
        board.notice("Building circuits with tor " + tor.info().version() + " in "
                + tor.info().mode().name().toLowerCase(Locale.ROOT) + " mode");
        begun.begin();
    }

    private void tellWaiting() {
        if (session.isEmpty()) {
            board.warn("Waiting for " + String.join(" and ", services.missing()));
        }
    }

    private void forget() {
        earlierFailovers += session.map(Session::failovers).orElse(0);
        session = Optional.empty();
        context = Optional.empty();
    }

    private SessionInfo describe() {
        SessionState state = stopping
                ? SessionState.STOPPING
                : wanted.isEmpty()
                        ? SessionState.STOPPED
                        : session.map(Session::state).orElse(SessionState.WAITING);
        List<String> missing = wanted.isPresent() ? services.missing() : List.of();
        Optional<String> problem = missing.isEmpty()
                ? session.flatMap(Session::problem)
                : Optional.of("Waiting for " + String.join(" and ", missing));
        SessionRequest request = wanted.orElse(SessionRequest.CONFIGURED);
        return new SessionInfo(
                state,
                problem,
                services.tor().map(TorControl::info),
                session.map(Session::wanted).orElse(request.circuits().orElse(settings.circuits())),
                session.map(Session::round).orElse(0),
                session.map(Session::roundsOf).orElse(request.rounds().orElse(settings.rounds())),
                earlierFailovers + session.map(Session::failovers).orElse(0));
    }
}
