package org.eltor.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is told otherwise. May be used from any thread. */
public final class SettableClock extends Clock {
    /** Where a clock starts that was given no time: the first second of 2026, UTC. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    /** A clock that shows {@link #START}. */
    public SettableClock() {
        this(START);
    }

    /** A clock that shows {@code now}, in UTC. */
    public SettableClock(Instant now) {
        this(new AtomicReference<>(Objects.requireNonNull(now)), ZoneOffset.UTC);
    }

    private SettableClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = Objects.requireNonNull(zone);
    }

    /** Moves forward, or back when {@code step} is negative, as a clock does that somebody corrects. */
    public void advance(Duration step) {
        now.updateAndGet(instant -> instant.plus(step));
    }

    /** Shows {@code instant} from now on, be it earlier or later. */
    public void set(Instant instant) {
        now.set(Objects.requireNonNull(instant));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** The same clock seen from another zone: both move together. */
    @Override
    public Clock withZone(ZoneId other) {
        return new SettableClock(now, other);
    }

    @Override
    public String toString() {
        return "SettableClock[" + instant() + "]";
    }
}
