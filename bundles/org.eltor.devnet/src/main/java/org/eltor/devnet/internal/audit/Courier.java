package org.eltor.devnet.internal.audit;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Brings what the payer has told the relays. */
@FunctionalInterface
interface Courier {

    /** Everything up to now that is for relays of this network and that tor has given a circuit to. */
    CompletionStage<List<Handover>> fetch();
}
