package org.eltor.payment.internal.pay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentHash;
import org.eltor.api.lightning.PaymentPreimage;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.payment.CircuitAccount;
import org.eltor.api.payment.PaymentOutcome;
import org.eltor.api.tor.PaidHop;
import org.eltor.payment.internal.budget.Limits;
import org.eltor.payment.internal.ledger.AccountEntry;
import org.eltor.payment.internal.ledger.Attempt;
import org.eltor.payment.internal.ledger.Begin;
import org.eltor.payment.internal.ledger.IntervalKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything is logged to {@code target/test.log} under test, at every level. */
class SecretsTest {
    private static final Path LOG = Path.of("target/test.log");

    @TempDir
    Path directory;

    private final List<String> secrets = new ArrayList<>();
    private final StringBuilder said = new StringBuilder();
    private final ScriptedWallet wallet = new ScriptedWallet("wallet");

    @Test
    void noSecretIsInLogsExceptionsOutcomesOrTexts() throws IOException {
        PaymentHarness harness = new PaymentHarness(directory.resolve("payments.db"));
        harness.wallets(wallet);
        CircuitAccount account = harness.open();
        for (PaidHop hop : account.hops()) {
            for (int i = 0; i < 12; i++) {
                secrets.add(hop.payload().substring(64 * i, 64 * i + 64));
            }
        }
        secrets.add("lno1" + "qpzry9x8gf2tvdw0");

        // a wallet that says in its reasons all that it should not
        wallet.thenStage(request -> CompletableFuture.completedStage(new PaymentResult.Failed(all(request))))
                .thenStage(request -> CompletableFuture.completedStage(new PaymentResult.Rejected(all(request))))
                .thenStage(request -> CompletableFuture.completedStage(new PaymentResult.Unknown(all(request))))
                .thenStage(request -> CompletableFuture.failedStage(new IllegalStateException(all(request))))
                .thenStage(request -> {
                    throw new IllegalStateException(all(request));
                })
                .thenStage(request -> CompletableFuture.completedStage(new PaymentResult.Settled(
                        new PaymentHash(secret('a')),
                        new PaymentPreimage(secret('b')),
                        request.amount(),
                        MilliSatoshi.ZERO)));
        wallet.lookup = request -> CompletableFuture.failedStage(new IllegalStateException(all(request)));
        for (int interval = 1; interval <= 7; interval++) {
            CompletableFuture<PaymentOutcome> outcome = harness.engine
                    .pay(account.id(), 0, interval, harness.in(20))
                    .toCompletableFuture();
            harness.time.advance(Duration.ofSeconds(21));
            said.append(harness.now(outcome)).append('\n');
        }
        wallet.lookup = request -> CompletableFuture.completedStage(Optional.of(settled(request)));
        harness.time.advance(Duration.ofMinutes(10));
        harness.limits = new Limits(MilliSatoshi.of(1), MilliSatoshi.ZERO, MilliSatoshi.ZERO);
        say(() -> harness.now(harness.engine.pay(account.id(), 1, 1, harness.in(20))));
        say(() -> harness.open());
        say(() -> harness.now(harness.engine.exportSent(directory.resolve("nowhere/file.json"))));
        said.append(account).append(harness.now(harness.engine.history(100)));
        say(() -> internals(harness, account));

        assertThat(wallet.asked).hasSizeGreaterThan(6);
        assertThat(secrets)
                .hasSizeGreaterThan(40)
                .allSatisfy(secret -> assertThat(said.toString()).doesNotContain(secret));
        String log = Files.readString(LOG);
        assertThat(log).contains("attempt 1 with wallet").contains("stays in flight");
        assertThat(secrets).allSatisfy(secret -> assertThat(log).doesNotContain(secret));
    }

    @Test
    void atInfoAndAboveNoRelayIsNamed() throws IOException {
        PaymentHarness harness = new PaymentHarness(directory.resolve("payments.db"));
        harness.wallets(wallet);
        CircuitAccount account = harness.open();
        harness.now(harness.engine.pay(account.id(), 0, 1, harness.in(20)));

        try (var lines = Files.lines(LOG)) {
            assertThat(lines.filter(line -> line.matches(".*(INFO|WARN|ERROR).*")))
                    .noneMatch(line -> line.matches(".*[0-9A-F]{40}.*"));
        }
    }

    private String internals(PaymentHarness harness, CircuitAccount account) {
        IntervalKey key = new IntervalKey(account.id(), 0, 1);
        Optional<AccountEntry> entry =
                stage(harness, harness.ledger.submit(store -> store.read().account(account.id(), harness.in(0))));
        Optional<Begin> standing = stage(harness, harness.ledger.submit(store -> store.standing(key, harness.in(0))));
        List<Attempt> attempts =
                stage(harness, harness.ledger.submit(store -> store.read().inFlight()));
        return entry + " " + standing + " " + attempts + " "
                + HopIds.draw(new java.util.Random(1)).toString();
    }

    private static <T> T stage(PaymentHarness harness, java.util.concurrent.CompletionStage<T> stage) {
        return harness.now(stage);
    }

    private void say(java.util.function.Supplier<Object> call) {
        try {
            said.append(call.get()).append('\n');
        } catch (CompletionException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                said.append(cause).append('\n');
            }
        }
    }

    private String all(PaymentRequest request) {
        return "payment " + request.note().text() + " to " + request.payee().value() + " failed\nat once";
    }

    private PaymentResult settled(PaymentRequest request) {
        PaymentResult.Settled settled = ScriptedWallet.settled(request);
        secrets.add(settled.hash().hex());
        secrets.add(settled.preimage().orElseThrow().hex());
        return settled;
    }

    private String secret(char digit) {
        secrets.add(String.valueOf(digit).repeat(64));
        return String.valueOf(digit).repeat(64);
    }
}
