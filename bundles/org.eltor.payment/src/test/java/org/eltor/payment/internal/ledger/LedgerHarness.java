package org.eltor.payment.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.PayerNote;
import org.eltor.api.lightning.PaymentHandle;
import org.eltor.api.lightning.PaymentPreimage;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.tor.Fingerprint;
import org.eltor.payment.internal.budget.Limits;
import org.eltor.testkit.SteppedExecutor;

/** A ledger on virtual time, and things to write to it. */
final class LedgerHarness {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    static final Limits NO_LIMITS = new Limits(MilliSatoshi.of(1_000_000_000), MilliSatoshi.ZERO, MilliSatoshi.ZERO);

    final SteppedExecutor time = new SteppedExecutor();
    final List<String> events = new ArrayList<>();
    final LedgerQueue ledger;
    private final Random random;

    LedgerHarness(Path file) {
        this(file, 1);
    }

    LedgerHarness(Path file, long seed) {
        random = new Random(seed);
        ledger = new LedgerQueue(file, time, new LedgerQueue.Listener() {
            @Override
            public void up() {
                events.add("up");
            }

            @Override
            public void down(String problem) {
                events.add(problem);
            }
        });
        ledger.start();
        time.runUntilIdle();
    }

    <T> T run(LedgerQueue.Work<T> work) {
        CompletableFuture<T> result = ledger.submit(work).toCompletableFuture();
        time.runUntilIdle();
        assertThat(result).isDone();
        return result.join();
    }

    void close() {
        ledger.close();
        time.runUntilIdle();
    }

    AccountEntry account() {
        return account(NOW);
    }

    AccountEntry account(Instant at) {
        return new AccountEntry(
                new UUID(random.nextLong(), random.nextLong()), List.of(hop(1), hop(2), hop(3)), at, false);
    }

    /** Opens an account and returns it. */
    AccountEntry opened() {
        AccountEntry account = account();
        assertThat(this.<Optional<String>>run(store -> store.open(account, NO_LIMITS, 33_000)))
                .isEmpty();
        return account;
    }

    Begin begin(AccountEntry account, int hop, int interval) {
        Intent intent = intent(account, hop, interval, NOW);
        return run(store -> store.begin(intent));
    }

    Attempt begun(AccountEntry account, int hop, int interval) {
        return ((Begin.Begun) begin(account, hop, interval)).attempt();
    }

    Intent intent(AccountEntry account, int hop, int interval, Instant at) {
        return intent(account, hop, interval, at, NO_LIMITS);
    }

    Intent intent(AccountEntry account, int hop, int interval, Instant at, Limits limits) {
        PaymentRequest request = new PaymentRequest(
                new UUID(random.nextLong(), random.nextLong()),
                account.hops().get(hop).payees().get(0),
                account.hops().get(hop).rate(),
                MilliSatoshi.of(200),
                new PayerNote(account.hops().get(hop).ids().get(interval - 1).hex()),
                at);
        Optional<PaymentHandle> handle = Optional.of(new PaymentHandle("lni1" + random.nextLong()));
        return new Intent(
                new IntervalKey(account.id(), hop, interval),
                request.prepared(handle),
                "wallet",
                0,
                request.amount(),
                MilliSatoshi.of(100),
                limits,
                at,
                at);
    }

    boolean settle(Attempt attempt) {
        return run(store -> store.settle(attempt.request(), settled(attempt), Duration.ofSeconds(2), NOW));
    }

    PaymentResult.Settled settled(Attempt attempt) {
        PaymentPreimage preimage = new PaymentPreimage(HexFormat.of().formatHex(bytes()));
        return new PaymentResult.Settled(
                preimage.hash(), preimage, attempt.request().amount(), MilliSatoshi.of(100));
    }

    private HopEntry hop(int number) {
        return new HopEntry(
                new Fingerprint("%040X".formatted(number)),
                MilliSatoshi.of(1000),
                MilliSatoshi.of(1100),
                Duration.ofSeconds(60),
                List.of(
                        new Payee(PayeeKind.BOLT12_OFFER, "lno1" + "qpzry9x8gf2tvdw0".repeat(8) + number),
                        new Payee(PayeeKind.LIGHTNING_ADDRESS, "relay" + number + "@example.org")),
                new PaymentId(bytes()),
                Stream.generate(() -> new PaymentId(bytes())).limit(10).toList());
    }

    private byte[] bytes() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return bytes;
    }

    /** What a crash would leave of a ledger: its file and its log as they are at this moment. */
    static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        for (String part : List.of("", "-wal")) {
            if (Files.exists(Path.of(from + part))) {
                Files.copy(Path.of(from + part), Path.of(to + part));
            }
        }
        return to;
    }
}
