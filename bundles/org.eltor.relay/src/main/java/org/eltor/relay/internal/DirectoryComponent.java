package org.eltor.relay.internal;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eltor.api.relay.RelayDirectory;
import org.eltor.api.tor.TorControl;
import org.eltor.relay.internal.directory.DirectoryOutlet;
import org.eltor.relay.internal.directory.DirectoryTimes;
import org.eltor.relay.internal.directory.LiveDirectory;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a {@link LiveDirectory} for as long as the connection to tor lasts; the next connection gets a new one. The
 * service {@link RelayDirectory} is registered while it has a usable view.
 */
@Component(service = DirectoryState.class, immediate = true)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"org.eltor.api.relay.RelayDirectory\"")
public final class DirectoryComponent implements DirectoryState, DirectoryOutlet {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryComponent.class);
    private static final long STOP_SECONDS = 4;

    private final BundleContext context;
    private final ScheduledThreadPoolExecutor executor;
    private final LiveDirectory directory;
    private ServiceRegistration<RelayDirectory> registration;
    private boolean stopped;

    @Activate
    public DirectoryComponent(BundleContext context, @Reference TorControl tor) {
        this.context = context;
        this.executor = new ScheduledThreadPoolExecutor(1, DirectoryComponent::thread);
        executor.setRemoveOnCancelPolicy(true);
        this.directory = new LiveDirectory(tor, DirectoryTimes.STANDARD, Clock.systemUTC(), executor, this);
        directory.start();
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "eltor-relay-directory");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((t, e) -> LOG.error("Bug: {} died", t.getName(), e));
        return thread;
    }

    @Deactivate
    void deactivate() throws InterruptedException {
        synchronized (this) {
            stopped = true;
        }
        hide(); // the users first
        directory.close();
        executor.shutdownNow();
        if (!executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("The relay directory's thread did not stop within {} s", STOP_SECONDS);
        }
    }

    @Override
    public Optional<String> problem() {
        return directory.problem();
    }

    /** Registers outside of the lock, since that activates the users on this thread. */
    @Override
    public void show(RelayDirectory shown) {
        ServiceRegistration<RelayDirectory> registered = context.registerService(RelayDirectory.class, shown, null);
        synchronized (this) {
            if (!stopped) {
                registration = registered;
                return;
            }
        }
        registered.unregister();
    }

    @Override
    public void hide() {
        ServiceRegistration<RelayDirectory> registered;
        synchronized (this) {
            registered = registration;
            registration = null;
        }
        if (registered != null) {
            registered.unregister();
        }
    }
}
