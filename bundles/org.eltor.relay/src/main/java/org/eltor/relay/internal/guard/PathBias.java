package org.eltor.relay.internal.guard;

import java.util.Collection;

/**
 * What became of the circuits of one guard. A guard that lets only those circuits live that it likes, for example
 * because its friends are on them, shows in these counts (path-spec 7). Belongs to its guard.
 */
final class PathBias {
    /** How far a guard's circuits are from what they should be. */
    enum Verdict {
        FINE,
        NOTICE,
        WARN,
        EXTREME
    }

    /** Circuits that a share of built ones is judged by, at least (tor's pb_mincircs). */
    static final int ENOUGH_CIRCUITS = 150;
    /** Ended circuits that a share of those closed by others is judged by, at least (tor's pb_minuse). */
    static final int ENOUGH_USES = 20;
    /** With more circuits than this all counts are halved, so that the present counts (tor's pb_scalecircs). */
    private static final int SCALE_AT = 300;
    /** Shares below which the verdicts are passed (tor's pb_noticepct and so on). */
    private static final double[] BUILT = {0.7, 0.5, 0.3};

    private static final double[] USED = {0.8, 0.7, 0.6};

    double circuits;
    double built;
    double used;
    double paidButClosed;

    void built() {
        circuits++;
        built++;
        scale();
    }

    void failed() {
        circuits++;
        scale();
    }

    void ended(boolean closedByOthers) {
        used++;
        paidButClosed += closedByOthers ? 1 : 0;
        scale();
    }

    private void scale() {
        if (circuits > SCALE_AT) {
            circuits /= 2;
            built /= 2;
        }
        if (used > SCALE_AT) {
            used /= 2;
            paidButClosed /= 2;
        }
    }

    /** The worse of both verdicts. */
    Verdict verdict() {
        Verdict byBuilt = circuits < ENOUGH_CIRCUITS ? Verdict.FINE : verdict(built / circuits, BUILT);
        Verdict byUse = used < ENOUGH_USES ? Verdict.FINE : verdict(1 - paidButClosed / used, USED);
        return byBuilt.compareTo(byUse) > 0 ? byBuilt : byUse;
    }

    private static Verdict verdict(double share, double[] bounds) {
        if (share >= bounds[0]) {
            return Verdict.FINE;
        }
        if (share >= bounds[1]) {
            return Verdict.NOTICE;
        }
        return share >= bounds[2] ? Verdict.WARN : Verdict.EXTREME;
    }

    /** Whether guards together are as they should be; not so where too little is known of them. */
    static boolean areFine(Collection<PathBias> guards) {
        PathBias all = new PathBias();
        guards.stream().filter(guard -> guard.circuits >= ENOUGH_USES).forEach(guard -> {
            all.circuits += guard.circuits;
            all.built += guard.built;
            all.used += guard.used;
            all.paidButClosed += guard.paidButClosed;
        });
        return all.circuits > 0
                && all.built / all.circuits >= BUILT[0]
                && (all.used == 0 || 1 - all.paidButClosed / all.used >= USED[0]);
    }

    /** For example {@code 40 of 200 circuits were built, 3 of 40 were closed although paid}. */
    @Override
    public String toString() {
        return Math.round(built) + " of " + Math.round(circuits) + " circuits were built, " + Math.round(paidButClosed)
                + " of " + Math.round(used) + " were closed although paid";
    }
}
