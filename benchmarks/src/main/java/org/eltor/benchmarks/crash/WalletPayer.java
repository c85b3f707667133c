package org.eltor.benchmarks.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Wallet;
import org.eltor.payment.internal.budget.Limits;
import org.eltor.payment.internal.kill.PayingLife;
import org.eltor.payment.internal.ledger.AccountEntry;
import org.eltor.payment.internal.ledger.LedgerPlace;
import org.eltor.wallet.support.codec.CodecException;

/**
 * A payer in a JVM of its own, with the component of a wallet's bundle: pays what its predecessors left, then a circuit
 * of its own, until it is killed. All that outlives it is in one folder.
 */
public final class WalletPayer {
    private static final Duration QUIET = Duration.ofSeconds(4);
    private static final Duration WINDOW = Duration.ofSeconds(4);

    private final Path folder;
    private final DoubleKind kind;
    private final JsonNode orders;
    private final Limits limits;
    private final PayingLife life;

    private WalletPayer(Path folder) throws IOException, ReflectiveOperationException {
        this.folder = folder;
        this.orders = new ObjectMapper().readTree(folder.resolve("orders.json").toFile());
        this.kind = DoubleKind.valueOf(orders.path("kind").asText());
        this.limits = new Limits(
                MilliSatoshi.of(orders.path("circuitLimit").asLong()),
                MilliSatoshi.of(orders.path("hourLimit").asLong()),
                MilliSatoshi.ZERO);
        this.life = new PayingLife(LedgerPlace.file(folder.resolve("payments.db")), wallet(), limits);
    }

    /** @param arguments the folder */
    public static void main(String[] arguments) throws Exception {
        new WalletPayer(Path.of(arguments[0])).run();
    }

    private Wallet wallet() throws ReflectiveOperationException {
        Map<String, Object> settings = new HashMap<>();
        for (Map.Entry<String, JsonNode> setting : orders.path("settings").properties()) {
            JsonNode value = setting.getValue();
            settings.put(setting.getKey(), value.isNumber() ? Long.valueOf(value.asLong()) : value.asText());
        }
        LoneFramework framework = new LoneFramework(folder, () -> {});
        LoneComponent.start(kind, settings, framework);
        return framework.wallet();
    }

    private void run() throws Exception {
        life.begin();
        if (orders.path("settle").asBoolean()) {
            settle();
            return;
        }
        Path accounts = folder.resolve("accounts");
        List<String> known = Files.exists(accounts) ? Files.readAllLines(accounts) : List.of();
        List<CompletableFuture<?>> paying = new ArrayList<>();
        for (String account : known.subList(Math.max(0, known.size() - 2), known.size())) {
            if (account.length() == 36) { // the last one may be cut off
                paying.addAll(life.payAll(UUID.fromString(account), WINDOW));
            }
        }
        AccountEntry mine = account();
        if (PayingLife.done(life.ledger().submit(store -> store.open(mine, limits, 0)))
                .isEmpty()) {
            Files.writeString(accounts, mine.id() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            paying.addAll(life.payAll(mine.id(), WINDOW));
        }
        for (CompletableFuture<?> one : paying) {
            one.get();
        }
        Thread.sleep(60_000); // to be killed
    }

    /** Looks up what is in flight until nothing changes any more, and says how much is left. */
    private void settle() throws InterruptedException, ExecutionException {
        System.out.println(life.settle(QUIET));
        life.end();
        System.exit(0); // wallets have threads of their own
    }

    private AccountEntry account() throws CodecException {
        List<List<String>> payees = new ArrayList<>();
        for (JsonNode hop : orders.path("payees")) {
            List<String> own = new ArrayList<>();
            hop.forEach(payee -> own.add(payee.asText()));
            payees.add(own);
        }
        return Circuits.account(kind, payees);
    }
}
