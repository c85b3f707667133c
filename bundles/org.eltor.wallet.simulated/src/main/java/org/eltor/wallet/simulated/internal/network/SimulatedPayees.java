package org.eltor.wallet.simulated.internal.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.eltor.api.lightning.IncomingPayment;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;

/** The accounts that can be paid, and what they received. Not thread-safe: guarded by its network. */
final class SimulatedPayees {
    private static final String BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    /** {@code offer_chains}, one of them: regtest, so that no wallet with money pays it (BOLT 12). */
    private static final String REGTEST = "0220" + "06226e46111a0b59caaf126043eb5bbf28c34f3a5e332a1fc7b2b73cf188910f";
    /** {@code offer_metadata} of 32 bytes. */
    private static final String METADATA = "0420";
    /** {@code offer_issuer_id}: the generator of secp256k1, whose secret key everybody knows. */
    private static final String ISSUER = "1621" + "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";

    private final long seed;
    private final Map<Payee, List<IncomingPayment>> received = new HashMap<>();

    SimulatedPayees(long seed) {
        this.seed = seed;
    }

    /** The offer of a label: a well-formed one that follows from seed and label, and can be paid only here. */
    Payee payee(String label) {
        String metadata = HexFormat.of().formatHex(Fate.digest(seed + "/offer/" + label));
        byte[] fields = HexFormat.of().parseHex(REGTEST + METADATA + metadata + ISSUER);
        return new Payee(PayeeKind.BOLT12_OFFER, "lno1" + letters(fields));
    }

    /** Five bits a letter, filled up with zeros, no checksum (BOLT 12, "Encoding"). */
    private static String letters(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int bits = 0;
        int count = 0;
        for (byte value : bytes) {
            bits = (bits << 8 | value & 0xff) & 0xfff;
            for (count += 8; count >= 5; count -= 5) {
                text.append(BECH32.charAt(bits >> (count - 5) & 31));
            }
        }
        return count == 0
                ? text.toString()
                : text.append(BECH32.charAt(bits << (5 - count) & 31)).toString();
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
