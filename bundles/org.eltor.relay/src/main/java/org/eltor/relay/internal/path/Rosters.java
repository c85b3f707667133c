package org.eltor.relay.internal.path;

import java.util.ArrayDeque;
import java.util.Deque;
import org.eltor.api.relay.NetworkView;

/** Remembers the rosters of the newest view, the latest few of them. It changes how fast a plan is, never the plan. */
final class Rosters {
    private static final int MOST = 6;

    private final WeightSource weights;
    private final Deque<Roster> latest = new ArrayDeque<>(); // the one used last is first
    private NetworkView view;

    Rosters(WeightSource weights) {
        this.weights = weights;
    }

    Roster of(NetworkView wanted, Criteria criteria, Limits limits) {
        synchronized (this) {
            if (view != wanted) {
                latest.clear();
                view = wanted;
            }
            for (Roster roster : latest) {
                if (roster.isFor(wanted, criteria, limits)) {
                    if (roster != latest.peekFirst()) {
                        latest.remove(roster);
                        latest.addFirst(roster);
                    }
                    return roster;
                }
            }
        }
        Roster made = new Roster(wanted, criteria, limits, weights.of(wanted)); // outside of the lock: takes a while
        synchronized (this) {
            if (view == wanted) {
                latest.addFirst(made);
                if (latest.size() > MOST) {
                    latest.removeLast();
                }
            }
        }
        return made;
    }
}
