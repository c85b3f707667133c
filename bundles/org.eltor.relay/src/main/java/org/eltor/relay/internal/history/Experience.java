package org.eltor.relay.internal.history;

import java.time.Duration;
import java.time.Instant;

/** What was seen of one relay, fading with time: after {@link #HALF_LIFE} it counts half. Belongs to its history. */
final class Experience {
    static final Duration HALF_LIFE = Duration.ofDays(7);
    /** A relay with less than this is forgotten. */
    static final double LEAST = 0.05;
    /** As many average circuits are imagined before any real one. */
    private static final double PRIOR = 4;

    double circuits;
    double answered;
    double built;
    double buildSeconds;
    double carried; // circuits that carried enough to say how fast they were
    double bytesPerSecond; // sum over these
    double ended;
    double paidButClosed;
    Instant heard; // when something was last added
    private Instant at; // when the counts were what they are

    Experience(Instant at) {
        this.heard = at;
        this.at = at;
    }

    /** When the counts were what they are. */
    Instant at() {
        return at;
    }

    /** Lets time pass; a clock that went back changes nothing. */
    void fadeTo(Instant now) {
        if (now.isAfter(at)) {
            double part = Math.pow(0.5, (double) Duration.between(at, now).toMillis() / HALF_LIFE.toMillis());
            circuits *= part;
            answered *= part;
            built *= part;
            buildSeconds *= part;
            carried *= part;
            bytesPerSecond *= part;
            ended *= part;
            paidButClosed *= part;
            at = now;
        }
    }

    void add(Experience other) {
        circuits += other.circuits;
        answered += other.answered;
        built += other.built;
        buildSeconds += other.buildSeconds;
        carried += other.carried;
        bytesPerSecond += other.bytesPerSecond;
        ended += other.ended;
        paidButClosed += other.paidButClosed;
    }

    /**
     * What this relay's weight is to be multiplied with, beside what all relays together are like; unbounded. A relay
     * of which little is known is taken for an average one.
     */
    double factorBeside(Experience all) {
        double success = ratio(answered, circuits, all.answered, all.circuits);
        double speed = ratio(buildSeconds, built, all.buildSeconds, all.built);
        double throughput = ratio(bytesPerSecond, carried, all.bytesPerSecond, all.carried);
        double loyalty = ratio(ended - paidButClosed, ended, all.ended - all.paidButClosed, all.ended);
        return success * success * loyalty * loyalty / Math.sqrt(speed) * Math.sqrt(Math.sqrt(throughput));
    }

    private static double ratio(double sum, double count, double sumOfAll, double countOfAll) {
        if (countOfAll <= 0 || sumOfAll <= 0) {
            return 1;
        }
        double average = sumOfAll / countOfAll;
        return (sum + PRIOR * average) / (count + PRIOR) / average;
    }
}
