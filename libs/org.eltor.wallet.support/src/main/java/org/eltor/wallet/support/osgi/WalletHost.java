package org.eltor.wallet.support.osgi;

import java.io.File;
import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eltor.api.lightning.Wallet;
import org.eltor.wallet.support.Backend;
import org.eltor.wallet.support.BackendFactory;
import org.eltor.wallet.support.GuardedWallet;
import org.eltor.wallet.support.Pace;
import org.eltor.wallet.support.WalletSupervisor;
import org.eltor.wallet.support.WalletThreads;
import org.eltor.wallet.support.Workbench;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One configured wallet from activation to deactivation: opens its backend, registers it as a {@link Wallet} while it
 * can be used, and ends its threads. Starts and returns; a configuration that is wrong shows as a problem.
 */
public final class WalletHost {
    /** Service property with the wallet's name. */
    static final String NAME_PROPERTY = "eltor.wallet.name";

    /** Service property: whether the wallet is configured as the default. */
    static final String DEFAULT_PROPERTY = "eltor.wallet.default";

    private static final Logger LOG = LoggerFactory.getLogger(WalletHost.class);
    private static final int IO_THREADS = 2;
    private static final long STOP_SECONDS = 5;

    private final BundleContext context;
    private final WalletIdentity identity;
    private final BackendFactory factory;
    private final ScheduledThreadPoolExecutor keeper;
    private final ScheduledThreadPoolExecutor workers;
    private final WalletSupervisor supervisor;

    private final Object lock = new Object();
    private Optional<Backend> backend = Optional.empty();
    private Optional<GuardedWallet> wallet = Optional.empty();
    private Optional<ServiceRegistration<Wallet>> registration = Optional.empty();
    private boolean closed;

    private WalletHost(BundleContext context, WalletIdentity identity, BackendFactory factory, Pace pace) {
        this.context = context;
        this.identity = identity;
        this.factory = factory;
        this.keeper = WalletThreads.pool(identity.name(), 1);
        this.workers = WalletThreads.pool(identity.name() + "-io", IO_THREADS);
        this.supervisor = new WalletSupervisor(identity.name(), this::check, new Registry(), pace, keeper);
    }

    /** Starts to look after a wallet. */
    public static WalletHost start(BundleContext context, WalletIdentity identity, BackendFactory factory) {
        return start(context, identity, factory, Pace.ordinary());
    }

    static WalletHost start(BundleContext context, WalletIdentity identity, BackendFactory factory, Pace pace) {
        WalletHost host = new WalletHost(context, identity, factory, pace);
        host.supervisor.start();
        return host;
    }

    /** What keeps the wallet from being used, in one line; empty while it is registered. */
    public Optional<String> problem() {
        return supervisor.problem();
    }

    /** Withdraws the wallet and ends its threads, within 5 s. */
    public void close() throws InterruptedException {
        Optional<ServiceRegistration<Wallet>> toRemove;
        synchronized (lock) {
            closed = true;
            toRemove = registration;
            registration = Optional.empty();
        }
        toRemove.ifPresent(WalletHost::unregister);
        wallet().ifPresent(GuardedWallet::close);
        keeper.shutdownNow();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
        boolean ended = keeper.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        backend().ifPresent(Backend::close);
        workers.shutdownNow();
        ended &= workers.awaitTermination(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        forget();
        if (!ended) {
            LOG.warn("Threads of wallet {} did not stop within {} s", identity.name(), STOP_SECONDS);
        }
    }

    /** The JDK's HTTP client has no way to be closed: it ends its thread when nobody refers to it any more. */
    private void forget() {
        synchronized (lock) {
            backend = Optional.empty();
            wallet = Optional.empty();
        }
    }

    private CompletionStage<Optional<String>> check() {
        Optional<GuardedWallet> opened = wallet();
        if (opened.isEmpty()) {
            try {
                opened = Optional.of(open());
            } catch (IllegalArgumentException e) {
                return CompletableFuture.completedStage(Optional.of("setting " + e.getMessage()));
            } catch (IOException e) {
                return CompletableFuture.completedStage(Optional.of(String.valueOf(e.getMessage())));
            }
        }
        if (isTaken()) {
            return CompletableFuture.completedStage(
                    Optional.of("setting name is another wallet's: give each wallet a name of its own"));
        }
        return opened.get().check();
    }

    private GuardedWallet open() throws IOException {
        File journal = context.getDataFile("wallet-" + identity.name() + ".journal");
        if (journal == null) {
            throw new IOException("the framework has no storage for a journal");
        }
        Clock clock = Clock.systemUTC();
        BackendFactory.Opened opened =
                factory.open(new Workbench(workers, clock, supervisor::refused, journal.toPath()));
        synchronized (lock) {
            if (closed) {
                opened.backend().close();
                throw new IOException("is being stopped");
            }
            backend = Optional.of(opened.backend());
            GuardedWallet guarded = new GuardedWallet(identity.name(), opened.backend(), opened.redaction(), clock);
            wallet = Optional.of(guarded);
            return guarded;
        }
    }

    private Optional<Backend> backend() {
        synchronized (lock) {
            return backend;
        }
    }

    private Optional<GuardedWallet> wallet() {
        synchronized (lock) {
            return wallet;
        }
    }

    private boolean isTaken() {
        Optional<ServiceReference<?>> own;
        synchronized (lock) {
            own = registration.map(ServiceRegistration::getReference);
        }
        return wallets("(" + NAME_PROPERTY + "=" + identity.name() + ")").stream()
                .anyMatch(other -> own.isEmpty() || !own.get().equals(other));
    }

    private Collection<ServiceReference<Wallet>> wallets(String filter) {
        try {
            return context.getServiceReferences(Wallet.class, filter);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("names hold nothing that a filter minds", e);
        }
    }

    private static void unregister(ServiceRegistration<Wallet> registration) {
        try {
            registration.unregister();
        } catch (IllegalStateException e) {
            LOG.debug("The framework was faster: {}", e.getMessage());
        }
    }

    /** The service registry. */
    private final class Registry implements WalletSupervisor.Shelf {
        @Override
        public void offer() {
            if (identity.isDefault()
                    && !wallets("(" + DEFAULT_PROPERTY + "=true)").isEmpty()) {
                LOG.warn("Wallet {} is not the only default: set default=true for one wallet", identity.name());
            }
            Hashtable<String, Object> properties = new Hashtable<>(Map.of(
                    Constants.SERVICE_RANKING,
                    identity.serviceRanking(),
                    NAME_PROPERTY,
                    identity.name(),
                    DEFAULT_PROPERTY,
                    identity.isDefault()));
            ServiceRegistration<Wallet> registered =
                    context.registerService(Wallet.class, wallet().orElseThrow(), properties);
            synchronized (lock) {
                if (!closed) {
                    registration = Optional.of(registered);
                    return;
                }
            }
            unregister(registered);
        }

        @Override
        public void withdraw() {
            Optional<ServiceRegistration<Wallet>> toRemove;
            synchronized (lock) {
                toRemove = registration;
                registration = Optional.empty();
            }
            toRemove.ifPresent(WalletHost::unregister);
        }
    }
}
