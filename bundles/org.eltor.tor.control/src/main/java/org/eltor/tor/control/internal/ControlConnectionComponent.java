package org.eltor.tor.control.internal;

import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import org.eltor.api.status.ComponentStatus;
import org.eltor.api.tor.TorControl;
import org.eltor.api.tor.TorInfo;
import org.eltor.tor.control.internal.connection.ControlConnector;
import org.eltor.tor.control.internal.connection.ControlSupervisor;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configured control connection. Registers {@link TorControl} while it is authenticated, and only then; the
 * properties {@code eltor.mode} and {@code eltor.endpoint} say what it leads to.
 */
@Component(configurationPid = ControlConnectionComponent.PID, immediate = true, service = ComponentStatus.class)
@Designate(ocd = ControlConfig.class)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"org.eltor.api.tor.TorControl\"")
public final class ControlConnectionComponent implements ComponentStatus {
    static final String PID = "org.eltor.tor.control";

    private static final Logger LOG = LoggerFactory.getLogger(ControlConnectionComponent.class);
    private static final Duration STOP = Duration.ofMillis(2_400);

    /** A connection that is kept up; absent when the configuration is of no use. */
    private record Running(ControlConnector connector, ControlSupervisor supervisor) {}

    private final BundleContext context;
    private final Optional<Running> running;
    private final Optional<String> misconfigured;

    /** Starts to connect, and returns at once. */
    @Activate
    public ControlConnectionComponent(BundleContext context, ControlConfig config) {
        this.context = context;
        Optional<Running> started = Optional.empty();
        Optional<String> unusable = Optional.empty();
        try {
            started = Optional.of(start(ControlSettings.of(config)));
        } catch (IllegalArgumentException e) {
            unusable = Optional.of(e.getMessage() + ": correct it in " + PID);
            LOG.warn("{}", unusable.get());
        }
        running = started;
        misconfigured = unusable;
    }

    private Running start(ControlSettings settings) {
        ControlConnector connector = new ControlConnector(settings.commandTimeout());
        ControlSupervisor supervisor =
                new ControlSupervisor(() -> connector.connect(settings.target()), settings.backoff(), this::register);
        supervisor.start();
        return new Running(connector, supervisor);
    }

    private Runnable register(TorControl control) {
        TorInfo info = control.info();
        Dictionary<String, Object> properties =
                new Hashtable<>(Map.of("eltor.mode", info.mode().name(), "eltor.endpoint", info.endpoint()));
        ServiceRegistration<TorControl> registration = context.registerService(TorControl.class, control, properties);
        return () -> unregister(registration);
    }

    private static void unregister(ServiceRegistration<TorControl> registration) {
        try {
            registration.unregister();
        } catch (IllegalStateException e) {
            LOG.debug("The framework had unregistered TorControl already");
        }
    }

    /** Withdraws the service, then ends connection and threads within 5 s. */
    @Deactivate
    void deactivate() throws InterruptedException {
        if (running.isPresent()) {
            ControlSupervisor supervisor = running.get().supervisor();
            supervisor.close();
            running.get().connector().closeAndAwait(STOP);
            if (!supervisor.awaitEnd(STOP)) {
                LOG.warn("A user of TorControl holds up its thread for more than {} ms", STOP.toMillis());
            }
        }
    }

    @Override
    public String component() {
        return PID;
    }

    @Override
    public Optional<String> problem() {
        return misconfigured.or(
                () -> running.flatMap(state -> state.supervisor().problem()));
    }
}
