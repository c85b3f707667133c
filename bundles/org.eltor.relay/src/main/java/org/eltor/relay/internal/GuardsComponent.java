package org.eltor.relay.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eltor.api.relay.GuardRecord;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.guard.GuardFile;
import org.eltor.relay.internal.guard.GuardPool;
import org.eltor.relay.internal.guard.GuardSet;
import org.eltor.relay.internal.guard.GuardWatch;
import org.eltor.relay.internal.guard.SampledGuards;
import org.eltor.relay.internal.state.Keeper;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the guards through restarts, in {@code guards.json}. */
@Component(
        service = {GuardSet.class, GuardWatch.class},
        immediate = true)
public final class GuardsComponent implements GuardSet, GuardWatch {
    private static final Logger LOG = LoggerFactory.getLogger(GuardsComponent.class);
    private static final Duration WRITE_DELAY = Duration.ofSeconds(1);

    private final StateThread thread = new StateThread("eltor-relay-guards");
    private final Keeper keeper = new Keeper(thread, WRITE_DELAY, this::save);
    private final SampledGuards guards;
    private final GuardFile file;
    private final Optional<String> notice;
    private final Optional<String> unreadable;
    private volatile Optional<String> unwritable = Optional.empty();

    @Activate
    public GuardsComponent(BundleContext context) {
        this(StateFolder.of(context::getProperty).resolve("guards.json"), Clock.systemUTC());
    }

    GuardsComponent(Path path, Clock clock) {
        this.guards = new SampledGuards(clock, new SecureRandom(), keeper::changed, warning -> LOG.warn("{}", warning));
        this.file = new GuardFile(path, clock);
        Optional<String> read = Optional.empty();
        Optional<String> failure = Optional.empty();
        try {
            read = file.load(guards);
            read.ifPresent(text -> LOG.warn("{}", text));
        } catch (IOException e) {
            LOG.error("{}", e.getMessage(), e.getCause());
            failure = Optional.of(e.getMessage());
        }
        this.notice = read;
        this.unreadable = failure;
    }

    @Deactivate
    void deactivate() throws InterruptedException {
        thread.end();
        keeper.close();
    }

    private void save() {
        if (unreadable.isPresent()) {
            return; // what is in the file is worth more than what is not
        }
        try {
            file.save(guards);
            unwritable = Optional.empty();
        } catch (IOException e) {
            if (unwritable.isEmpty()) {
                LOG.warn("The guards cannot be kept, and will be others after a restart: {}", e.toString());
            }
            unwritable = Optional.of("The guards cannot be kept, and will be others after a restart: the guard file"
                    + " cannot be written (" + e.getClass().getSimpleName() + ")");
        }
    }

    @Override
    public Choice choose(GuardPool pool) {
        return guards.choose(pool);
    }

    @Override
    public Optional<Fingerprint> further(GuardPool pool, Predicate<Fingerprint> fits) {
        return guards.further(pool, fits);
    }

    @Override
    public List<GuardRecord> records(GuardPool pool) {
        return guards.records(pool);
    }

    @Override
    public Optional<String> problem() {
        return unreadable;
    }

    @Override
    public List<String> notices() {
        return Stream.concat(notice.stream(), unwritable.stream()).toList();
    }

    @Override
    public void built(Fingerprint guard) {
        guards.built(guard);
    }

    @Override
    public void failedAt(Fingerprint guard) {
        guards.failedAt(guard);
    }

    @Override
    public void failedBehind(Fingerprint guard) {
        guards.failedBehind(guard);
    }

    @Override
    public void ended(Fingerprint guard, boolean paidButClosed) {
        guards.ended(guard, paidButClosed);
    }
}
