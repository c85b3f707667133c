package org.eltor.relay.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.RelayHistory;
import org.eltor.api.relay.RelayRecord;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.guard.GuardWatch;
import org.eltor.relay.internal.history.History;
import org.eltor.relay.internal.history.HistoryFile;
import org.eltor.relay.internal.path.HistoryFactors;
import org.eltor.relay.internal.state.Keeper;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears what became of circuits, keeps it in {@code history.json}, and tells the guards. */
@Component(
        service = {RelayHistory.class, Experienced.class},
        immediate = true)
public final class HistoryComponent implements RelayHistory, Experienced {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryComponent.class);
    private static final Duration WRITE_DELAY = Duration.ofSeconds(10);

    private final StateThread thread = new StateThread("eltor-relay-history");
    private final Keeper keeper = new Keeper(thread, WRITE_DELAY, this::save);
    private final GuardWatch guards;
    private final History history;
    private final HistoryFile file;
    private boolean writable = true; // belongs to whoever saves

    @Activate
    public HistoryComponent(BundleContext context, @Reference GuardWatch guards) {
        this(StateFolder.of(context::getProperty).resolve("history.json"), Clock.systemUTC(), guards);
    }

    HistoryComponent(Path path, Clock clock, GuardWatch guards) {
        this.guards = guards;
        this.history = new History(clock, keeper::changed);
        this.file = new HistoryFile(path, clock);
        file.load(history).ifPresent(text -> LOG.warn("{}", text));
    }

    @Deactivate
    void deactivate() throws InterruptedException {
        thread.end();
        keeper.close();
    }

    private synchronized void save() {
        try {
            file.save(history);
            writable = true;
        } catch (IOException e) {
            if (writable) {
                LOG.warn("The history of relays cannot be kept: {}", e.toString());
            }
            writable = false;
        }
    }

    @Override
    public HistoryFactors factors() {
        return history.factors();
    }

    @Override
    public void circuitBuilt(PathPlan plan, Duration took) {
        history.circuitBuilt(plan, took);
        guards.built(guard(plan));
    }

    @Override
    public void circuitFailed(PathPlan plan, int hopsDone) {
        history.circuitFailed(plan, hopsDone);
        if (hopsDone == 0) {
            guards.failedAt(guard(plan));
        } else {
            guards.failedBehind(guard(plan));
        }
    }

    @Override
    public void circuitClosed(PathPlan plan, long bytes, long peak, boolean paidButClosed) {
        history.circuitClosed(plan, bytes, peak, paidButClosed);
        guards.ended(guard(plan), paidButClosed);
    }

    private static Fingerprint guard(PathPlan plan) {
        return plan.hops().get(0).fingerprint();
    }

    @Override
    public List<RelayRecord> records() {
        return history.records();
    }

    @Override
    public void clear() {
        history.clear();
        LOG.info("The history of relays was cleared");
    }
}
