package org.eltor.shell.command;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eltor.api.circuit.CircuitAdmin;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.circuit.CircuitManager;
import org.eltor.api.circuit.CircuitState;
import org.eltor.api.circuit.RoundInfo;
import org.eltor.api.circuit.SchedulingStrategy;
import org.eltor.api.circuit.SessionInfo;
import org.eltor.api.circuit.SessionRequest;
import org.eltor.api.circuit.SessionState;
import org.eltor.api.circuit.StreamInfo;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.lightning.WalletCapabilities;
import org.eltor.api.payment.CircuitAccount;
import org.eltor.api.payment.CostReport;
import org.eltor.api.payment.ImportReport;
import org.eltor.api.payment.PaymentOutcome;
import org.eltor.api.payment.PaymentRecord;
import org.eltor.api.payment.PaymentService;
import org.eltor.api.payment.PaymentTotals;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.PathExplainer;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.PriceModel;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayDirectory;
import org.eltor.api.relay.RelayHistory;
import org.eltor.api.relay.RelaySelector;
import org.eltor.api.tor.CircuitId;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.TorControl;
import org.eltor.shell.internal.Problem;
import org.eltor.shell.internal.Samples;
import org.eltor.shell.internal.Services;

/** Services that say what a test wants; none is there at first. */
final class ScriptedServices implements Services {
    private final List<Problem> problems = new ArrayList<>();
    private final List<Wallet> wallets = new ArrayList<>();
    private boolean there;

    SessionInfo session = Samples.session(SessionState.RUNNING, null);
    List<CircuitInfo> circuits = List.of(Samples.circuit(1, CircuitState.USABLE, "guard"));
    CompletionStage<Void> start = CompletableFuture.completedStage(null);
    CompletionStage<Void> stop = CompletableFuture.completedStage(null);
    CompletionStage<PaymentTotals> totals = CompletableFuture.completedStage(Samples.totals());
    CompletionStage<List<PaymentRecord>> history = CompletableFuture.completedStage(List.of());
    final ScriptedPaths paths = new ScriptedPaths();
    SessionRequest started;
    Optional<TorControl> tor = Optional.empty();
    Path exported;
    Path exportedRedacted;
    Path imported;

    void everythingThere() {
        there = true;
        wallet("scripted", CompletableFuture.completedStage(MilliSatoshi.of(1_000_000)));
    }

    void problem(String component, String text) {
        problems.add(new Problem(component, text));
    }

    /** @param balance null for a wallet with a bug */
    void wallet(String name, CompletionStage<MilliSatoshi> balance) {
        wallets.add(new ScriptedWallet(name, balance));
    }

    private <T> Optional<T> present(T service) {
        return there ? Optional.of(service) : Optional.empty();
    }

    @Override
    public Optional<CircuitManager> circuits() {
        return present(new ScriptedManager());
    }

    @Override
    public Optional<CircuitAdmin> admin() {
        return present(new ScriptedAdmin());
    }

    @Override
    public Optional<RelayDirectory> relays() {
        return present(new ScriptedDirectory());
    }

    @Override
    public Optional<RelaySelector> selector() {
        return present(paths);
    }

    @Override
    public Optional<PathExplainer> explainer() {
        return present(paths);
    }

    @Override
    public Optional<RelayHistory> history() {
        return present(paths);
    }

    @Override
    public Optional<PaymentService> payments() {
        return present(new ScriptedPayments());
    }

    @Override
    public Optional<TorControl> tor() {
        return tor;
    }

    @Override
    public Optional<SchedulingStrategy> strategy() {
        return Optional.empty();
    }

    @Override
    public List<Wallet> wallets() {
        return wallets;
    }

    @Override
    public List<Problem> problems() {
        return problems;
    }

    private final class ScriptedManager implements CircuitManager {
        @Override
        public SessionInfo session() {
            return session;
        }

        @Override
        public List<CircuitInfo> circuits() {
            return circuits;
        }

        @Override
        public List<RoundInfo> rounds() {
            return List.of();
        }

        @Override
        public List<StreamInfo> streams() {
            return List.of();
        }
    }

    private final class ScriptedAdmin implements CircuitAdmin {
        @Override
        public CompletionStage<Void> start(SessionRequest request) {
            started = request;
            return start;
        }

        @Override
        public CompletionStage<Void> stop() {
            return stop;
        }
    }

    private static final class ScriptedDirectory implements RelayDirectory, NetworkView {
        @Override
        public NetworkView view() {
            return this;
        }

        @Override
        public CompletionStage<Set<Fingerprint>> unknown(Collection<Fingerprint> relays) {
            return CompletableFuture.completedStage(Set.of());
        }

        @Override
        public long generation() {
            return 1;
        }

        @Override
        public Collection<RelayDescriptor> relays() {
            return List.of(Samples.relay(1, "relay", 100, Samples.terms(1000, 60)));
        }

        @Override
        public Optional<RelayDescriptor> relay(Fingerprint fingerprint) {
            return relays().stream()
                    .filter(relay -> relay.fingerprint().equals(fingerprint))
                    .findFirst();
        }
    }

    private final class ScriptedPayments implements PaymentService {
        @Override
        public PriceModel priceModel() {
            return terms -> Optional.empty();
        }

        @Override
        public MilliSatoshi circuitLimit() {
            return MilliSatoshi.ZERO;
        }

        @Override
        public Duration settleTime() {
            return Duration.ZERO;
        }

        @Override
        public CompletionStage<CircuitAccount> open(PathPlan plan) {
            throw new UnsupportedOperationException("a command never pays");
        }

        @Override
        public CompletionStage<Void> launched(UUID account, CircuitId circuit) {
            throw new UnsupportedOperationException("a command never pays");
        }

        @Override
        public CompletionStage<PaymentOutcome> pay(UUID account, int hop, int interval, Instant deadline) {
            throw new UnsupportedOperationException("a command never pays");
        }

        @Override
        public void close(UUID account) {
            throw new UnsupportedOperationException("a command never pays");
        }

        @Override
        public CompletionStage<List<PaymentRecord>> history(int limit) {
            return history;
        }

        @Override
        public CompletionStage<PaymentTotals> totals() {
            return totals;
        }

        @Override
        public CompletionStage<Integer> exportSent(Path file) {
            exported = file;
            return CompletableFuture.completedStage(30);
        }

        @Override
        public CompletionStage<Integer> exportRedacted(Path file) {
            exportedRedacted = file;
            return CompletableFuture.completedStage(30);
        }

        @Override
        public CompletionStage<ImportReport> importSent(Path file) {
            imported = file;
            return CompletableFuture.completedStage(new ImportReport(30, 2, 1, true));
        }

        @Override
        public CompletionStage<CostReport> cost(Duration period) {
            return CompletableFuture.completedStage(Samples.cost(period));
        }
    }

    private record ScriptedWallet(String name, CompletionStage<MilliSatoshi> scripted) implements Wallet {
        @Override
        public WalletCapabilities capabilities() {
            return new WalletCapabilities(Set.of(), false, true, MilliSatoshi.ZERO, 0, Set.of());
        }

        @Override
        public CompletionStage<MilliSatoshi> balance() {
            if (scripted == null) {
                throw new IllegalArgumentException("a bug");
            }
            return scripted;
        }

        @Override
        public CompletionStage<PaymentResult> pay(PaymentRequest request) {
            throw new UnsupportedOperationException("a command never pays");
        }

        @Override
        public CompletionStage<Optional<PaymentResult>> lookup(PaymentRequest request) {
            throw new UnsupportedOperationException("a command never pays");
        }
    }
}
