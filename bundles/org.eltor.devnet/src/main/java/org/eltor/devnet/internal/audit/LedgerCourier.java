package org.eltor.devnet.internal.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.eltor.api.payment.PaymentService;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;

/** Takes the ids from the payer's ledger. With stock tor this stands in for the handshake, which carries no ids there. */
final class LedgerCourier implements Courier {

    private final Supplier<Optional<PaymentService>> payments;
    private final Path directory;
    private final Set<Fingerprint> relays;

    /**
     * @param payments the payment service, while there is one
     * @param directory where the export is written
     * @param relays whose ids are wanted: fingerprints are new with every network, unlike tor's circuit ids
     */
    LedgerCourier(Supplier<Optional<PaymentService>> payments, Path directory, Set<Fingerprint> relays) {
        this.payments = payments;
        this.directory = directory;
        this.relays = Set.copyOf(relays);
    }

    @Override
    public CompletionStage<List<Handover>> fetch() {
        Optional<PaymentService> service = payments.get();
        if (service.isEmpty()) {
            return CompletableFuture.completedStage(List.of());
        }
        return PayerLedger.read(service.get(), directory).thenApply(sent -> read(sent, relays));
    }

    private record Key(String circuit, Fingerprint relay) {}

    /** Reads eltord's {@code payments_sent.json}. */
    static List<Handover> read(JsonNode payments, Set<Fingerprint> relays) {
        Map<Key, Map<Integer, String>> rounds = new LinkedHashMap<>();
        for (JsonNode payment : payments) {
            Key key = new Key(
                    payment.path("circ_id").asText(),
                    Fingerprint.parse(payment.path("relay_fingerprint").asText()));
            if (!key.circuit().isEmpty() && relays.contains(key.relay())) {
                rounds.computeIfAbsent(key, k -> new TreeMap<>())
                        .put(
                                payment.path("round").asInt(),
                                payment.path("payment_id").asText());
            }
        }
        List<Handover> handovers = new ArrayList<>();
        rounds.forEach((key, ids) -> {
            if (ids.size() == PaymentService.INTERVALS) {
                handovers.add(new Handover(new CircuitId(key.circuit()), key.relay(), List.copyOf(ids.values())));
            }
        });
        return handovers;
    }
}
