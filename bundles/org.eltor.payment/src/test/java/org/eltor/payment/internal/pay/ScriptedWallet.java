package org.eltor.payment.internal.pay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.PaymentHandle;
import org.eltor.api.lightning.PaymentPreimage;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.lightning.WalletCapabilities;

/** A wallet that answers as its script says, and settles at once where the script is over. */
final class ScriptedWallet implements Wallet {
    private final String name;
    private final WalletCapabilities capabilities;
    private final Deque<Function<PaymentRequest, CompletionStage<PaymentResult>>> script = new ArrayDeque<>();
    private final Map<UUID, Optional<PaymentResult>> lookups = new HashMap<>();

    final List<PaymentRequest> asked = new ArrayList<>();
    final List<PaymentRequest> lookedUp = new ArrayList<>();
    final Map<UUID, CompletableFuture<PaymentResult>> waiting = new HashMap<>();

    /** What lookups answer where nothing else was said. */
    Function<PaymentRequest, CompletionStage<Optional<PaymentResult>>> lookup =
            request -> CompletableFuture.completedStage(lookups.getOrDefault(request.key(), Optional.empty()));

    /** What preparations answer. */
    Function<PaymentRequest, CompletionStage<Optional<PaymentHandle>>> prepare =
            request -> CompletableFuture.completedStage(Optional.empty());

    ScriptedWallet(String name) {
        this(
                name,
                new WalletCapabilities(Set.of(PayeeKind.BOLT12_OFFER), false, true, MilliSatoshi.of(100), 0, Set.of()));
    }

    ScriptedWallet(String name, WalletCapabilities capabilities) {
        this.name = name;
        this.capabilities = capabilities;
    }

    /** The next call of pay gets this. */
    ScriptedWallet then(PaymentResult result) {
        return thenStage(request -> CompletableFuture.completedStage(result));
    }

    ScriptedWallet thenStage(Function<PaymentRequest, CompletionStage<PaymentResult>> answer) {
        script.add(answer);
        return this;
    }

    /** The next call of pay never gets an answer. */
    ScriptedWallet thenHang() {
        return thenStage(request -> new CompletableFuture<>());
    }

    /** The next call of pay waits in the wallet until it is given up. */
    ScriptedWallet thenWait() {
        return thenStage(request -> waiting.computeIfAbsent(request.key(), key -> new CompletableFuture<>()));
    }

    /** Lookups of all that was asked so far answer this from now on. */
    void nowKnows(Function<PaymentRequest, PaymentResult> result) {
        asked.forEach(request -> lookups.put(request.key(), Optional.of(result.apply(request))));
    }

    /** What a payee answers who has the money. */
    static PaymentResult.Settled settled(PaymentRequest request) {
        PaymentPreimage preimage =
                new PaymentPreimage(HexFormat.of().toHexDigits(request.key().getMostSignificantBits())
                        + HexFormat.of().toHexDigits(request.key().getLeastSignificantBits())
                        + "0123456789abcdef".repeat(2));
        return new PaymentResult.Settled(preimage.hash(), preimage, request.amount(), MilliSatoshi.of(100));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public WalletCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public CompletionStage<MilliSatoshi> balance() {
        return CompletableFuture.completedStage(MilliSatoshi.of(1_000_000));
    }

    @Override
    public CompletionStage<Optional<PaymentHandle>> prepare(PaymentRequest request) {
        return prepare.apply(request);
    }

    @Override
    public CompletionStage<PaymentResult> pay(PaymentRequest request) {
        asked.add(request);
        return script.isEmpty()
                ? CompletableFuture.completedStage(settled(request))
                : script.poll().apply(request);
    }

    @Override
    public void cancel(UUID key) {
        Optional.ofNullable(waiting.remove(key))
                .ifPresent(answer -> answer.complete(new PaymentResult.Failed("sent nothing")));
    }

    @Override
    public CompletionStage<Optional<PaymentResult>> lookup(PaymentRequest request) {
        lookedUp.add(request);
        return lookup.apply(request);
    }
}
