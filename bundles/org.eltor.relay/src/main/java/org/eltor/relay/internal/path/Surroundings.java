package org.eltor.relay.internal.path;

import org.eltor.api.relay.NetworkView;

/** What a selection depends on besides request, view and guards. All of it may change between two plans. */
public interface Surroundings {
    /** Nothing is known beyond the view. */
    Surroundings NONE = new Surroundings() {
        @Override
        public Countries countries(NetworkView view) {
            return Countries.NONE;
        }

        @Override
        public HistoryFactors history() {
            return HistoryFactors.NONE;
        }
    };

    /** Where the relays of a view are; the same object as long as nothing new is known. Does not block. */
    Countries countries(NetworkView view);

    /** What experience says; the same object as long as it says the same. */
    HistoryFactors history();
}
