package org.eltor.devnet.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.eltor.api.circuit.CircuitManager;
import org.eltor.api.circuit.SessionState;
import org.eltor.api.lightning.LightningReceiver;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.payment.PaymentService;
import org.eltor.api.tor.ControlTarget;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.TorConnector;
import org.eltor.api.tor.TorControl;
import org.eltor.api.tor.TorInfo;
import org.eltor.devnet.internal.audit.AuditedRelay;
import org.eltor.devnet.internal.audit.Audits;
import org.eltor.devnet.internal.network.ClientTor;
import org.eltor.devnet.internal.network.NetworkSettings;
import org.eltor.devnet.internal.network.PrivateTorNetwork;
import org.eltor.devnet.internal.network.RelayNode;
import org.eltor.devnet.internal.network.TorKind;
import org.eltor.devnet.internal.traffic.TargetServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A development network: tor processes, their wallets and auditors, targets for streams, and the other bundles'
 * configuration that leads to them.
 */
public final class RunningDevnet {

    private static final Logger LOG = LoggerFactory.getLogger(RunningDevnet.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final DevnetSettings settings;
    private final Platform platform;
    private final Overrides overrides;
    private final RelayMoney money;
    private final List<AutoCloseable> parts = new ArrayList<>();
    private PrivateTorNetwork network;
    private TargetServer targets;
    private List<AuditedRelay> audited = List.of();
    private Audits audits;

    private RunningDevnet(DevnetSettings settings, Platform platform, Overrides overrides) {
        this.settings = settings;
        this.platform = platform;
        this.overrides = overrides;
        money = new RelayMoney(settings.money(), platform, overrides);
    }

    /** Starts everything; what was started is ended again when that fails. Blocks for some seconds. */
    static RunningDevnet start(DevnetSettings settings, Platform platform, Overrides overrides)
            throws DevnetException, InterruptedException {
        RunningDevnet devnet = new RunningDevnet(settings, platform, overrides);
        boolean started = false;
        try {
            devnet.start();
            started = true;
            return devnet;
        } catch (MoneyStart.FailedException e) {
            throw e.reason();
        } catch (IOException e) {
            throw new DevnetException("The network did not start: " + e.getMessage(), e);
        } finally {
            if (!started) {
                devnet.close();
            }
        }
    }

    private void start() throws IOException, InterruptedException, DevnetException {
        refuseIfInUse();
        boolean eltor = TorKind.isEltor(settings.tor());
        RelayTerms terms = new RelayTerms(settings);
        try (MoneyStart receiver = MoneyStart.begin(() -> money.prepare(settings.seconds()))) {
            network = new PrivateTorNetwork(NetworkSettings.builder(settings.tor())
                    .relays(settings.middles(), settings.exits())
                    .offers(terms.withoutOffers(), () -> terms.offers(receiver.await()))
                    .eltorDaemon(eltor)
                    .build());
            parts.add(network);
            network.start((stage, elapsed) -> LOG.debug("{} after {} ms", stage, elapsed.toMillis()));
        }
        targets = TargetServer.start();
        parts.add(targets);
        configure();
        openAudits(money.receiver());
        awaitService(TorControl.class, this::leadsHere, "control connection to the network's tor");
    }

    /** Nobody's circuits are cut, and nobody's real money is spent. */
    private void refuseIfInUse() throws DevnetException {
        boolean busy = platform.find(CircuitManager.class)
                .filter(manager -> manager.session().state() != SessionState.STOPPED)
                .isPresent();
        if (busy) {
            throw new DevnetException("Paid circuits are started already: eltor:stop, then try again");
        }
        money.refuseRealWallets();
    }

    /** Returns when the components have taken their new configuration over: before, they are the ones that leave. */
    private void configure() throws IOException, InterruptedException, DevnetException {
        Optional<PaymentService> payments = platform.find(PaymentService.class);
        Optional<CircuitManager> circuits = platform.find(CircuitManager.class);
        override();
        awaitService(PaymentService.class, found -> !payments.equals(Optional.of(found)), "payment ledger");
        awaitService(CircuitManager.class, found -> !circuits.equals(Optional.of(found)), "circuit manager");
    }

    private void override() throws IOException {
        ClientTor client = network.client();
        InetSocketAddress target = targets.addresses().get(0);
        overrides.set(
                "org.eltor.tor.control",
                Map.of(
                        "address",
                        "unix:" + client.controlSocket(),
                        "cookie.file",
                        client.cookieFile().toString(),
                        "password.file",
                        ""));
        overrides.set(
                "org.eltor.circuit",
                Map.of(
                        "probe.target",
                        target.getHostString() + ":" + target.getPort(),
                        "interval.max.seconds",
                        settings.seconds(),
                        "ports",
                        new Integer[] {target.getPort()}));
        // the ledger of a network is gone with it: real money's ledger stays untouched
        overrides.set(
                "org.eltor.payment",
                Map.of(
                        "circuit.max.msat",
                        RelayTerms.CIRCUIT_MAX_MSAT,
                        "ledger.file",
                        client.dataDirectory().resolveSibling("payments.db").toString()));
    }

    private static String text(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    private void openAudits(LightningReceiver wallet) throws InterruptedException, DevnetException {
        TorConnector connector =
                awaitService(TorConnector.class, found -> true, "control bundle (org.eltor.tor.control)");
        audited = network.relays().stream()
                .map(relay -> new AuditedRelay(
                        new Fingerprint(relay.fingerprint()),
                        relay.nickname(),
                        wallet.openAccount(relay.nickname()),
                        MilliSatoshi.of(relay.offer().rateMsat()),
                        target(relay.controlSocket().toString(), relay.cookieFile())))
                .toList();
        ClientTor client = network.client();
        audits = Audits.of(
                connector,
                money.receiver(),
                () -> platform.find(PaymentService.class),
                client.dataDirectory(),
                audited,
                settings.interval());
        parts.add(audits);
        try {
            audits.open(target(client.controlSocket().toString(), client.cookieFile()))
                    .toCompletableFuture()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new DevnetException("The auditors could not connect: " + e.getMessage(), e);
        }
    }

    private static ControlTarget target(String socket, Path cookie) {
        return new ControlTarget("unix:" + socket, Optional.of(cookie), Optional.empty());
    }

    private boolean leadsHere(TorControl control) {
        return control.info()
                .endpoint()
                .endsWith(network.client().controlSocket().toString());
    }

    private <T> T awaitService(Class<T> type, Predicate<T> wanted, String what)
            throws InterruptedException, DevnetException {
        platform.await(() -> platform.find(type).filter(wanted).isPresent(), PATIENCE);
        return platform.find(type)
                .filter(wanted)
                .orElseThrow(() -> new DevnetException(
                        "No " + what + " after " + PATIENCE.toSeconds() + " s" + Problems.of(platform)));
    }

    public DevnetSettings settings() {
        return settings;
    }

    /** The tor that all processes run. */
    public TorInfo tor() {
        return audits.client().info();
    }

    public ClientTor client() {
        return network.client();
    }

    public List<RelayNode> relays() {
        return network.relays();
    }

    /** The relays with their accounts. */
    public List<AuditedRelay> accounts() {
        return audited;
    }

    /** Where the relays receive. */
    public LightningReceiver receiver() {
        return money.receiver();
    }

    /** Who pays them; empty while it is being restarted. */
    public Optional<Wallet> wallet() {
        return money.wallet();
    }

    /** How long the wallet's network took to start, where it says so. */
    public Optional<Duration> moneyUpAfter() {
        return platform.property(Wallet.class, settings.money(), MoneyKind.STARTED_AFTER)
                .filter(Long.class::isInstance)
                .map(millis -> Duration.ofMillis((Long) millis));
    }

    public TargetServer targets() {
        return targets;
    }

    public Audits audits() {
        return audits;
    }

    /** Restores the other bundles' configuration, then ends audits, processes and targets, within some three seconds. */
    void close() {
        Optional<PaymentService> ledger = platform.find(PaymentService.class);
        try {
            overrides.restoreAll();
            platform.await(() -> !platform.find(PaymentService.class).equals(ledger), Duration.ofSeconds(1));
        } catch (IOException | IllegalStateException e) {
            LOG.warn("What was configured before the network could not be restored: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (int i = parts.size() - 1; i >= 0; i--) {
            close(parts.get(i));
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) { // AutoCloseable declares no less; the other parts are to be closed all the same
            LOG.warn("A part of the network was not closed", e);
        }
    }
}
