package org.eltor.wallet.support;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers a wallet while it can be used: checks it until it can, with growing pauses, and goes on checking it. Two
 * failed checks in a row, or refused credentials, withdraw it. Everything happens on the one thread of the executor,
 * so that offering and withdrawing never meet.
 */
public final class WalletSupervisor {
    /** Puts the wallet where others find it, and takes it away. Called on the supervisor's thread. */
    public interface Shelf {
        void offer();

        void withdraw();
    }

    private static final Logger LOG = LoggerFactory.getLogger(WalletSupervisor.class);
    private static final int FORGIVEN = 1;

    private final String name;
    private final Supplier<CompletionStage<Optional<String>>> check;
    private final Shelf shelf;
    private final Pace pace;
    private final ScheduledExecutorService thread;

    private volatile Optional<String> problem;
    private boolean offered;
    private int failures;
    private String logged = "";
    private ScheduledFuture<?> next;
    /** Counts what set the timetable, so that a late answer does not change it again. */
    private long turn;

    /** @param thread one thread, not shut down here */
    public WalletSupervisor(
            String name,
            Supplier<CompletionStage<Optional<String>>> check,
            Shelf shelf,
            Pace pace,
            ScheduledExecutorService thread) {
        this.name = name;
        this.check = check;
        this.shelf = shelf;
        this.pace = pace;
        this.thread = thread;
        this.problem = Optional.of("wallet " + name + ": not asked yet");
    }

    public void start() {
        run(this::ask);
    }

    /** What keeps the wallet from being used, in one line; empty while it is offered. */
    public Optional<String> problem() {
        return problem;
    }

    /** The wallet refused our credentials in the middle of its work. From any thread. */
    public void refused(String reason) {
        run(() -> {
            turn++;
            failures = Math.max(failures, FORGIVEN) + 1;
            failed(reason);
            askAfter(pace.banned());
        });
    }

    private void ask() {
        long asked = ++turn;
        CompletionStage<Optional<String>> answer;
        try {
            answer = check.get();
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedStage(e);
        }
        answer.whenComplete((found, failure) -> run(() -> {
            if (asked == turn) {
                answered(failure == null ? found : Optional.of(worded(failure)), failure);
            }
        }));
    }

    private void answered(Optional<String> found, Throwable failure) {
        if (found.isEmpty()) {
            failures = 0;
            problem = Optional.empty();
            if (!offered) {
                offered = true;
                logged = "";
                LOG.info("Wallet {} can be used", name);
                shelf.offer();
            }
            askAfter(pace.watch());
            return;
        }
        failures++;
        boolean banned = failure != null
                && CallException.of(failure)
                        .map(call -> call.kind() == CallException.Kind.NOT_ALLOWED)
                        .orElse(false);
        if (banned) {
            failures = Math.max(failures, FORGIVEN + 1);
        }
        if (!offered || failures > FORGIVEN) {
            failed(found.get());
        }
        Duration pause = pace.afterFailures(failures);
        askAfter(banned && pace.banned().compareTo(pause) > 0 ? pace.banned() : pause);
    }

    private void failed(String reason) {
        String line = "wallet " + name + ": " + reason;
        problem = Optional.of(line);
        if (!line.equals(logged)) {
            logged = line;
            LOG.warn("Not usable: {}", line);
        }
        if (offered) {
            offered = false;
            shelf.withdraw();
        }
    }

    private void askAfter(Duration pause) {
        if (next != null) {
            next.cancel(false);
        }
        try {
            next = thread.schedule(this::ask, pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Wallet {} is being stopped", name);
        }
    }

    private void run(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("Wallet {} is being stopped", name);
        }
    }

    private static String worded(Throwable failure) {
        return CallException.of(failure).map(Throwable::getMessage).orElse("answered in an unforeseen way");
    }
}
