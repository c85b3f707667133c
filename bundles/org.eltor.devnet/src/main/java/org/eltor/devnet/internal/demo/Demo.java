package org.eltor.devnet.internal.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.circuit.CircuitManager;
import org.eltor.api.circuit.RoundInfo;
import org.eltor.api.circuit.SessionEvent;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.payment.PaymentService;
import org.eltor.api.relay.RelayDirectory;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.TorControl;
import org.eltor.api.tor.TorInfo;
import org.eltor.api.tor.TorMode;
import org.eltor.devnet.internal.Devnet;
import org.eltor.devnet.internal.DevnetException;
import org.eltor.devnet.internal.Platform;
import org.eltor.devnet.internal.Problems;
import org.eltor.devnet.internal.RunningDevnet;
import org.eltor.devnet.internal.SessionFeed;
import org.eltor.devnet.internal.audit.RelayAudit;
import org.eltor.devnet.internal.demo.Screen.Tone;
import org.eltor.devnet.internal.network.RelayNode;

/**
 * The whole performance: a network, paid circuits started as a user starts them, traffic over them, relays that die, and
 * a verdict. Used once, by one thread, which it blocks.
 */
public final class Demo {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration SERVICE_LIMIT = Duration.ofSeconds(20);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final Duration DOWNLOAD_LIMIT = Duration.ofSeconds(5);

    private final DemoOptions options;
    private final Platform platform;
    private final Devnet devnet;
    private final SessionFeed feed;
    private final Shell shell;
    private final Screen screen;

    private final List<String> troubles = new ArrayList<>();
    private Optional<TorInfo> tor = Optional.empty();
    private List<CircuitInfo> circuits = List.of();
    private List<RoundInfo> rounds = List.of();
    private List<RelayAudit> audits = List.of();
    private Optional<DemoSession> session = Optional.empty();
    private Money money = Money.NONE;
    private List<RelayBook> books = List.of();
    private TrafficTotals downloads = TrafficTotals.NONE;
    private long networkUpMs;
    private Optional<Duration> moneyUp = Optional.empty();
    private boolean ours;

    /** The shell that the user types into. */
    @FunctionalInterface
    public interface Shell {
        /** Executes a command line; its output goes where the user sees it. */
        void execute(String commandLine) throws Exception;
    }

    /** What the demo works with. */
    public record Stage(Platform platform, Devnet devnet, SessionFeed feed, Shell shell, Screen screen) {}

    public Demo(DemoOptions options, Stage stage) {
        this.options = options;
        platform = stage.platform();
        devnet = stage.devnet();
        feed = stage.feed();
        shell = stage.shell();
        screen = stage.screen();
    }

    /**
     * Performs, and writes the files that the options name.
     *
     * @return whether everything held
     */
    public boolean perform() throws InterruptedException {
        boolean ok = false;
        try {
            try {
                play();
            } catch (DevnetException e) {
                troubles.add(e.getMessage());
            } finally {
                stopNetwork();
            }
            ok = conclude();
            return ok;
        } finally {
            writeStatus(ok);
        }
    }

    private void play() throws InterruptedException, DevnetException {
        screen.line(
                Tone.STRONG,
                "eltor demo: " + options.circuits() + " paid circuits, " + options.rounds() + " rounds, intervals of "
                        + options.interval().toSeconds() + " s, on a private Tor network on this machine");
        screen.line(
                Tone.PLAIN,
                switch (options.money()) {
                    case LIGHTNING ->
                        "The money: a real Lightning network in this JVM, on regtest, whose coins are worth nothing";
                    case SIMULATED -> "The money: simulated, without channels and routes";
                });
        screen.blank();
        RunningDevnet network = startNetwork();
        BlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
        Consumer<SessionEvent> listener = events::add;
        feed.add(listener);
        try (Traffic traffic = Traffic.through(
                network.client().socksAddress(),
                network.targets().addresses(),
                options.interval().dividedBy(20))) {
            playSession(network, traffic, events);
        } finally {
            feed.remove(listener);
        }
    }

    private void playSession(RunningDevnet network, Traffic traffic, BlockingQueue<SessionEvent> events)
            throws InterruptedException, DevnetException {
        PaymentService ledger = require(PaymentService.class, "ledger");
        Wallet wallet = network.wallet().orElseThrow(() -> new DevnetException("the wallet went away; try again"));
        Purse purse = new Purse(wallet, ledger);
        Bookkeeper bookkeeper = new Bookkeeper(
                network.accounts(), network.receiver(), network.client().dataDirectory());
        CircuitManager manager = require(CircuitManager.class, "circuit manager");
        DemoSession following = new DemoSession(options, manager, traffic, new Killer(network.relays()), screen);
        session = Optional.of(following);
        try {
            startSession();
            following.follow(events);
        } finally {
            circuits = manager.circuits();
            rounds = manager.rounds();
            audits = network.audits().reports();
            downloads = traffic.totals();
        }
        traffic.finish();
        if (!traffic.awaitEnd(DOWNLOAD_LIMIT)) {
            troubles.add("a download was still running " + DOWNLOAD_LIMIT.toSeconds() + " s after the session");
        }
        downloads = traffic.totals();
        money = purse.spent();
        books = bookkeeper.books(ledger);
        Set<CircuitId> ours = circuits.stream().map(CircuitInfo::id).collect(Collectors.toSet());
        troubles.addAll(new Aftermath(network.audits().client(), ours).leftovers());
        tellWhoDied(network, following.deadRelays());
    }

    /**
     * Relays of the elTor fork crash now and then: they tell their auditor of payment ids from a worker's thread, on a
     * connection that belongs to the main one. Circuits must get over that.
     */
    private void tellWhoDied(RunningDevnet network, Set<Fingerprint> killed) {
        for (RelayNode relay : network.relays()) {
            OptionalInt status = relay.exitStatus();
            if (status.isPresent() && !killed.contains(new Fingerprint(relay.fingerprint()))) {
                screen.now(
                        Tone.CAUTION,
                        "The tor of " + relay.nickname() + " had ended by itself, with status " + status.getAsInt()
                                + relay.failedAssertion()
                                        .map(text -> ": " + text)
                                        .orElse(""));
            }
        }
    }

    private RunningDevnet startNetwork() throws DevnetException, InterruptedException {
        if (devnet.running().isPresent()) {
            throw new DevnetException("A network is started already: eltor:devnet-stop, then try again");
        }
        ours = true;
        screen.now(
                Tone.PLAIN,
                "Starting " + (options.network().middles() + options.network().exits()) + " relays and a client with "
                        + options.tor());
        RunningDevnet network;
        try {
            network = devnet.start(options.network())
                    .toCompletableFuture()
                    .get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new DevnetException(e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new DevnetException("the network did not start within " + START_LIMIT.toSeconds() + " s", e);
        }
        tor = Optional.of(network.tor());
        awaitServices(network);
        networkUpMs = screen.elapsed().toMillis();
        moneyUp = network.moneyUpAfter();
        boolean eltor = network.tor().mode() == TorMode.ELTOR;
        screen.now(
                Tone.GOOD,
                "Network up: " + network.relays().size() + " relays, each with a price and a wallet of its own; tor "
                        + network.tor().version());
        screen.detail(
                eltor
                        ? "elTor mode: tor carries the payment ids to the relays, which end unpaid circuits"
                        : "stock mode: payment ids stay between payer and relays' wallets; whoever is not paid ends the circuit");
        return network;
    }

    /** All that a session needs, by the services' own coming. */
    private void awaitServices(RunningDevnet network) throws DevnetException, InterruptedException {
        int relays = network.relays().size();
        require(TorControl.class, "control connection to tor");
        require(PaymentService.class, "ledger");
        require(Wallet.class, "wallet");
        boolean known = platform.await(
                () -> platform.find(RelayDirectory.class)
                        .filter(directory -> directory.view().relays().size() == relays)
                        .isPresent(),
                SERVICE_LIMIT);
        if (!known) {
            throw new DevnetException("the directory of relays is missing" + Problems.of(platform));
        }
    }

    private <T> T require(Class<T> type, String what) throws DevnetException, InterruptedException {
        platform.await(() -> platform.find(type).isPresent(), SERVICE_LIMIT);
        return platform.find(type)
                .orElseThrow(() -> new DevnetException(
                        "no " + what + " after " + SERVICE_LIMIT.toSeconds() + " s" + Problems.of(platform)));
    }

    private void startSession() throws DevnetException, InterruptedException {
        String command = "eltor:start --circuits " + options.circuits() + " --rounds " + options.rounds() + " --once";
        screen.now(Tone.STRONG, "karaf@root()> " + command);
        try {
            shell.execute(command);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) { // Karaf declares no less
            throw new DevnetException("eltor:start failed: " + e.getMessage(), e);
        }
    }

    private void stopNetwork() throws InterruptedException {
        if (!ours) {
            return;
        }
        List<ProcessHandle> processes = devnet.running().stream()
                .flatMap(network -> Stream.concat(
                        Stream.of(network.client().process()),
                        network.relays().stream().map(RelayNode::process)))
                .toList();
        try {
            devnet.stop().toCompletableFuture().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            troubles.add("the network did not stop: " + e.getMessage());
        }
        long alive = processes.stream().filter(ProcessHandle::isAlive).count();
        if (alive > 0) {
            troubles.add(alive + " tor processes are still running");
        } else if (!processes.isEmpty()) {
            screen.now(Tone.PLAIN, "Network stopped, all " + processes.size() + " tor processes ended");
        }
    }

    private boolean conclude() {
        DemoReport report = new DemoReport(
                options,
                tor,
                circuits,
                rounds,
                session.map(DemoSession::failovers).orElse(0),
                audits,
                session.flatMap(DemoSession::killed),
                money,
                books,
                downloads,
                new DemoReport.Times(
                        networkUpMs,
                        session.map(DemoSession::allBuiltMs)
                                .orElse(OptionalLong.empty())
                                .orElse(0),
                        moneyUp),
                PeakMemory.read(),
                troubles);
        List<String> failures = new ArrayList<>(session.isPresent() ? Verdict.failures(report) : troubles);
        options.json()
                .ifPresent(file -> write(file, DemoJson.write(DemoJson.of(report, failures.isEmpty())), failures));
        screen.blank();
        if (!circuits.isEmpty()) {
            Summary.of(report).forEach(line -> screen.line(Tone.PLAIN, line));
            screen.blank();
        }
        failures.forEach(failure -> screen.line(Tone.BAD, "FAILED  " + failure));
        if (failures.isEmpty()) {
            screen.line(
                    Tone.GOOD,
                    String.format(Locale.ROOT, "OK  everything held, in %s", Texts.seconds(screen.elapsed())));
        }
        return failures.isEmpty();
    }

    private static void write(Path file, String text, List<String> failures) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            failures.add("the result could not be written to " + file + ": " + e.getMessage());
        }
    }

    private void writeStatus(boolean ok) {
        List<String> failures = new ArrayList<>();
        options.statusFile().ifPresent(file -> write(file, ok ? "0\n" : "1\n", failures));
        failures.forEach(failure -> screen.line(Tone.BAD, failure));
    }
}
