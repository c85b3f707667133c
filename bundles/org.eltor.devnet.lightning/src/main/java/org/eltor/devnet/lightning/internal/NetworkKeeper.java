package org.eltor.devnet.lightning.internal;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.eltor.api.lightning.LightningReceiver;
import org.eltor.api.lightning.Wallet;
import org.eltor.devnet.lightning.internal.network.LightningNetwork;
import org.eltor.devnet.lightning.internal.network.NetworkSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a network on a thread of its own, shows it while it works, and takes it down. */
final class NetworkKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkKeeper.class);
    private static final long STOP_LIMIT_MS = 5000;

    /** Shows a wallet and its receiver to the world. */
    @FunctionalInterface
    interface Showcase {
        /**
         * Shows them.
         *
         * @param started how long the network took to start
         * @return what hides them again
         */
        Runnable show(Wallet wallet, LightningReceiver receiver, Duration started);
    }

    private final NetworkSettings settings;
    private final Clock clock;
    private final Showcase showcase;
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private final Thread thread;

    private volatile Optional<String> problem = Optional.of("it is starting, which takes some seconds");

    NetworkKeeper(NetworkSettings settings, Clock clock, Showcase showcase) {
        this.settings = settings;
        this.clock = clock;
        this.showcase = showcase;
        this.thread = new Thread(this::keep, "eltor-devnet-lightning-keeper");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((t, e) -> LOG.error("Bug: {} died", t.getName(), e));
    }

    void start() {
        thread.start();
    }

    /** Takes the network down, within a bound. */
    void stop() throws InterruptedException {
        thread.interrupt(); // it only waits; LDK runs on other threads
        thread.join(STOP_LIMIT_MS);
        if (thread.isAlive()) {
            LOG.warn("The Lightning network did not stop within {} ms", STOP_LIMIT_MS);
        }
    }

    /** What keeps the network from working. */
    Optional<String> problem() {
        return problem;
    }

    private void keep() {
        try (LightningNetwork network = LightningNetwork.open(settings, clock, failure::complete)) {
            Duration started = network.start();
            Runnable hide = showcase.show(network.wallet(), network.receiver(), started);
            problem = Optional.empty();
            try {
                failed(failure.get());
            } finally {
                hide(hide);
            }
        } catch (IOException e) {
            failed(e.getMessage());
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody completes it so", e);
        } catch (InterruptedException e) {
            LOG.debug("The Lightning network is stopped");
        }
    }

    private void failed(String why) {
        problem = Optional.of(why);
        LOG.warn("No Lightning network: {}", why);
    }

    private static void hide(Runnable hide) {
        try {
            hide.run();
        } catch (IllegalStateException e) {
            LOG.debug("The framework was faster", e);
        }
    }
}
