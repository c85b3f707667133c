package org.eltor.devnet.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.Set;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;
import org.junit.jupiter.api.Test;

class LedgerCourierTest {

    private static final Fingerprint OURS = new Fingerprint("A".repeat(40));
    private static final Fingerprint OTHER = new Fingerprint("B".repeat(40));

    private final ArrayNode payments = new JsonMapper().createArrayNode();

    private void add(String circuit, Fingerprint relay, List<String> ids) {
        for (int round = ids.size(); round >= 1; round--) { // in any order
            payments.addObject()
                    .put("payment_id", ids.get(round - 1))
                    .put("circ_id", circuit)
                    .put("round", round)
                    .put("relay_fingerprint", relay.hex());
        }
    }

    private List<Handover> read() {
        return LedgerCourier.read(payments, Set.of(OURS));
    }

    @Test
    void idsComeInTheOrderOfTheirRounds() {
        add("12", OURS, Ids.of(3));
        assertThat(read()).containsExactly(new Handover(new CircuitId("12"), OURS, Ids.of(3)));
    }

    @Test
    void relaysOfOtherNetworksAreLeftOut() {
        add("12", OTHER, Ids.of(3));
        assertThat(read()).isEmpty();
    }

    @Test
    void circuitsWithoutANameAndHalfWrittenOnesAreLeftOut() {
        add("", OURS, Ids.of(3));
        add("13", OURS, Ids.of(4).subList(0, 9));
        assertThat(read()).isEmpty();
    }

    @Test
    void eachCircuitOfARelayIsOne() {
        add("12", OURS, Ids.of(3));
        add("13", OURS, Ids.of(4));
        assertThat(read()).hasSize(2);
    }
}
