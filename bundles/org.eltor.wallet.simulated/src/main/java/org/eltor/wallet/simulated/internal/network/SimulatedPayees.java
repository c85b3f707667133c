package org.eltor.wallet.simulated.internal.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eltor.api.lightning.IncomingPayment;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;

/** The accounts that can be paid, and what they received. Not thread-safe: guarded by its network. */
final class SimulatedPayees {
    private static final String BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int OFFER_LENGTH = 128;

    private final long seed;
    private final Map<Payee, List<IncomingPayment>> received = new HashMap<>();

    SimulatedPayees(long seed) {
        this.seed = seed;
    }

    /** The offer of a label: looks like a BOLT12 offer, follows from seed and label, and is understood only here. */
    Payee payee(String label) {
        StringBuilder offer = new StringBuilder("lno1");
        for (int block = 0; offer.length() < OFFER_LENGTH; block++) {
            for (byte value : Fate.digest(seed + "/offer/" + block + "/" + label)) {
                offer.append(BECH32.charAt(value & 31));
            }
        }
        return new Payee(PayeeKind.BOLT12_OFFER, offer.substring(0, OFFER_LENGTH));
    }

    /** @return whether the label is new */
    boolean open(String label) {
        Payee payee = payee(label);
        if (received.containsKey(payee)) {
            return false;
        }
        received.put(payee, new ArrayList<>());
        return true;
    }

    boolean knows(Payee payee) {
        return received.containsKey(payee);
    }

    void receive(Payee payee, IncomingPayment payment) {
        received.get(payee).add(payment);
    }

    List<IncomingPayment> received(Payee payee) {
        return List.copyOf(received.getOrDefault(payee, List.of()));
    }
}
