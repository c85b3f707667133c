package org.eltor.benchmarks.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.tor.Fingerprint;
import org.eltor.payment.internal.budget.Limits;
import org.eltor.payment.internal.kill.PayingLife;
import org.eltor.payment.internal.ledger.AccountEntry;
import org.eltor.payment.internal.ledger.HopEntry;
import org.eltor.payment.internal.ledger.LedgerPlace;
import org.eltor.payment.internal.ledger.PaymentId;
import org.eltor.wallet.contract.Configs;
import org.eltor.wallet.support.codec.Bolt11Invoice;
import org.eltor.wallet.support.codec.CodecException;
import org.osgi.framework.BundleContext;

/**
 * A payer in a JVM of its own, with the component of a wallet's bundle: pays what its predecessors left, then a circuit
 * of its own, until it is killed. All that outlives it is in one folder.
 */
public final class WalletPayer {
    private static final int INTERVALS = 10;
    private static final Duration QUIET = Duration.ofSeconds(4);
    private static final Duration WINDOW = Duration.ofSeconds(4);

    private final Path folder;
    private final DoubleKind kind;
    private final JsonNode orders;
    private final Limits limits;
    private final PayingLife life;
    private final SecureRandom random = new SecureRandom();

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

    /** The bundle's own component, as Declarative Services make it from such a configuration. */
    private Wallet wallet() throws ReflectiveOperationException {
        Map<String, Object> settings = new HashMap<>();
        for (Map.Entry<String, JsonNode> setting : orders.path("settings").properties()) {
            JsonNode value = setting.getValue();
            settings.put(setting.getKey(), value.isNumber() ? Long.valueOf(value.asLong()) : value.asText());
        }
        LoneFramework framework = new LoneFramework(folder);
        Class<?> config = Class.forName(kind.component() + "Config");
        Constructor<?> component = Class.forName(kind.component() + "Component")
                .getDeclaredConstructor(BundleContext.class, config, Map.class);
        component.setAccessible(true);
        component.newInstance(framework.context(), Configs.of(config, settings), Map.of());
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
        long left = -1;
        long since = System.nanoTime();
        while (left != 0 && System.nanoTime() - since < QUIET.toNanos()) {
            long now = PayingLife.done(life.engine().totals()).inFlight();
            if (now != left) {
                left = now;
                since = System.nanoTime();
            }
            Thread.sleep(20);
        }
        System.out.println(left);
        life.end();
        System.exit(0); // wallets have threads of their own
    }

    private AccountEntry account() throws CodecException {
        List<HopEntry> hops = new ArrayList<>();
        for (int hop = 0; hop < 3; hop++) {
            MilliSatoshi rate = MilliSatoshi.of(orders.path("rates").path(hop).asLong());
            List<Payee> payees = new ArrayList<>();
            for (JsonNode payee : orders.path("payees").path(hop)) {
                payees.add(
                        new Payee(kind.offers() ? PayeeKind.BOLT12_OFFER : PayeeKind.BOLT11_INVOICE, payee.asText()));
            }
            hops.add(new HopEntry(
                    new Fingerprint("%040X".formatted(hop + 1)),
                    rate,
                    rate,
                    Duration.ofSeconds(60),
                    payees.subList(0, 1),
                    fresh(),
                    ids(payees),
                    kind.offers() ? List.of() : payees));
        }
        return new AccountEntry(UUID.randomUUID(), hops, Instant.now(), false);
    }

    private List<PaymentId> ids(List<Payee> payees) throws CodecException {
        List<PaymentId> ids = new ArrayList<>();
        for (int i = 0; i < INTERVALS; i++) {
            ids.add(
                    kind.offers()
                            ? fresh()
                            : new PaymentId(HexFormat.of()
                                    .parseHex(Bolt11Invoice.parse(payees.get(i).value())
                                            .hash()
                                            .hex())));
        }
        return ids;
    }

    private PaymentId fresh() {
        byte[] bytes = new byte[PaymentId.LENGTH];
        random.nextBytes(bytes);
        return new PaymentId(bytes);
    }
}
