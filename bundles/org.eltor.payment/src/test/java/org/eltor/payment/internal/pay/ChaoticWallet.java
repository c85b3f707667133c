package org.eltor.payment.internal.pay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.PaymentHandle;
import org.eltor.api.lightning.PaymentPreimage;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.lightning.WalletCapabilities;
import org.eltor.api.lightning.WalletException;
import org.eltor.testkit.SteppedExecutor;

/**
 * A wallet that keeps the contract and makes everything go wrong that the contract allows: failures, rejections,
 * silence before and after the money moved, late settlements, lookups without an answer. It lives outside of the
 * process that is killed, as wallets do.
 */
final class ChaoticWallet implements Wallet {
    /** Money that arrived. */
    record Arrival(String note, long msat, Instant askedAt) {}

    private final String name;
    private final SteppedExecutor world;
    private final RandomGenerator random;
    private final WalletCapabilities capabilities;
    private final Map<UUID, PaymentResult> known = new HashMap<>();
    private final Map<UUID, Instant> sent = new HashMap<>();
    final List<Arrival> arrivals = new ArrayList<>();
    int asked;

    ChaoticWallet(String name, SteppedExecutor world, RandomGenerator random) {
        this.name = name;
        this.world = world;
        this.random = random;
        this.capabilities = new WalletCapabilities(
                Set.of(PayeeKind.BOLT12_OFFER),
                random.nextBoolean(),
                true,
                MilliSatoshi.of(random.nextInt(3) * 50),
                random.nextInt(20_000),
                Set.of());
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
        return CompletableFuture.completedStage(MilliSatoshi.of(1));
    }

    @Override
    public CompletionStage<Optional<PaymentHandle>> prepare(PaymentRequest request) {
        return switch (random.nextInt(12)) {
            case 0 -> new CompletableFuture<>();
            case 1 -> CompletableFuture.failedStage(new WalletException("no invoice", true));
            case 2 -> CompletableFuture.failedStage(new WalletException("bad offer", false));
            case 3 -> CompletableFuture.failedStage(new IllegalStateException("bug"));
            case 4, 5, 6 -> later(() -> Optional.of(new PaymentHandle("lni" + request.key())));
            default -> CompletableFuture.completedStage(Optional.empty());
        };
    }

    @Override
    public CompletionStage<PaymentResult> pay(PaymentRequest request) {
        asked++;
        sent.putIfAbsent(request.key(), world.clock().instant());
        if (known.containsKey(request.key())) {
            return CompletableFuture.completedStage(known.get(request.key()));
        }
        return switch (random.nextInt(14)) {
            case 0 -> CompletableFuture.completedStage(new PaymentResult.Rejected("not now"));
            case 1 -> new CompletableFuture<>(); // lost on the way to the wallet
            case 2 -> CompletableFuture.completedStage(new PaymentResult.Unknown("connection refused"));
            case 3 -> CompletableFuture.failedStage(new IllegalStateException("bug"));
            case 4, 5 -> later(() -> conclude(request, false));
            case 6, 7 -> { // the answer is lost
                later(() -> conclude(request, random.nextBoolean()));
                yield new CompletableFuture<>();
            }
            case 8 -> {
                known.put(request.key(), new PaymentResult.Pending());
                later(() -> conclude(request, random.nextBoolean()));
                yield CompletableFuture.completedStage(new PaymentResult.Pending());
            }
            case 9 -> CompletableFuture.completedStage(conclude(request, true));
            default -> later(() -> conclude(request, true));
        };
    }

    @Override
    public CompletionStage<Optional<PaymentResult>> lookup(PaymentRequest request) {
        return switch (random.nextInt(8)) {
            case 0 -> new CompletableFuture<>();
            case 1 -> CompletableFuture.completedStage(Optional.of(new PaymentResult.Unknown("timeout")));
            case 2 -> CompletableFuture.failedStage(new IllegalStateException("bug"));
            default -> later(() -> look(request));
        };
    }

    private Optional<PaymentResult> look(PaymentRequest request) {
        if (!known.containsKey(request.key())) {
            // from now on it never will be taken on
            known.put(request.key(), new PaymentResult.Failed("called unknown before"));
            return Optional.empty();
        }
        return Optional.of(known.get(request.key()));
    }

    private PaymentResult conclude(PaymentRequest request, boolean settle) {
        PaymentResult before = known.get(request.key());
        if (before != null && !(before instanceof PaymentResult.Pending)) {
            return before;
        }
        PaymentResult result = settle ? settled(request) : new PaymentResult.Failed("no route");
        known.put(request.key(), result);
        if (result instanceof PaymentResult.Settled settled) {
            arrivals.add(new Arrival(
                    request.note().text(), settled.amount().plus(settled.fee()).msat(), sent.get(request.key())));
        }
        return result;
    }

    private PaymentResult settled(PaymentRequest request) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        PaymentPreimage preimage = new PaymentPreimage(HexFormat.of().formatHex(bytes));
        long fee = random.nextLong(request.maxFee().msat() + 1);
        return new PaymentResult.Settled(
                preimage.hash(), preimage, capabilities.sent(request.amount()), MilliSatoshi.of(fee));
    }

    private <T> CompletionStage<T> later(Supplier<T> value) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        // mostly seconds, now and then longer than any window
        long millis = random.nextInt(10) == 0 ? random.nextLong(200_000) : random.nextLong(5_000);
        world.schedule(() -> answer.complete(value.get()), millis, TimeUnit.MILLISECONDS);
        return answer;
    }

    /** Longer than any answer takes. */
    static Duration longest() {
        return Duration.ofSeconds(200);
    }
}
