package org.eltor.shell.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.eltor.api.circuit.CircuitAdmin;
import org.eltor.api.circuit.CircuitManager;
import org.eltor.api.circuit.SchedulingStrategy;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.payment.PaymentService;
import org.eltor.api.relay.PathExplainer;
import org.eltor.api.relay.RelayDirectory;
import org.eltor.api.relay.RelayHistory;
import org.eltor.api.relay.RelaySelector;
import org.eltor.api.status.ComponentStatus;
import org.eltor.api.tor.TorControl;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Knows which services are present. Nothing is mandatory, so it is there as long as the bundle is. */
@Component
public final class ServicesComponent implements Services {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile CircuitManager circuits;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile CircuitAdmin admin;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile RelayDirectory relays;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile RelaySelector selector;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile PathExplainer explainer;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile RelayHistory history;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile PaymentService payments;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile TorControl tor;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile SchedulingStrategy strategy;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile Collection<ComponentStatus> statuses = List.of();

    private final Map<ServiceReference<Wallet>, Wallet> wallets = new ConcurrentHashMap<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindWallet(Wallet wallet, ServiceReference<Wallet> reference) {
        wallets.put(reference, wallet);
    }

    void unbindWallet(ServiceReference<Wallet> reference) {
        wallets.remove(reference);
    }

    @Override
    public Optional<CircuitManager> circuits() {
        return Optional.ofNullable(circuits);
    }

    @Override
    public Optional<CircuitAdmin> admin() {
        return Optional.ofNullable(admin);
    }

    @Override
    public Optional<RelayDirectory> relays() {
        return Optional.ofNullable(relays);
    }

    @Override
    public Optional<RelaySelector> selector() {
        return Optional.ofNullable(selector);
    }

    @Override
    public Optional<PathExplainer> explainer() {
        return Optional.ofNullable(explainer);
    }

    @Override
    public Optional<RelayHistory> history() {
        return Optional.ofNullable(history);
    }

    @Override
    public Optional<PaymentService> payments() {
        return Optional.ofNullable(payments);
    }

    @Override
    public Optional<TorControl> tor() {
        return Optional.ofNullable(tor);
    }

    @Override
    public Optional<SchedulingStrategy> strategy() {
        return Optional.ofNullable(strategy);
    }

    @Override
    public List<Wallet> wallets() {
        return wallets.entrySet().stream()
                .sorted(Map.Entry.<ServiceReference<Wallet>, Wallet>comparingByKey()
                        .reversed())
                .map(Map.Entry::getValue)
                .toList();
    }

    @Override
    public List<Problem> problems() {
        return statuses.stream()
                .flatMap(ServicesComponent::problem)
                .sorted(Comparator.comparing(Problem::component))
                .toList();
    }

    private static Stream<Problem> problem(ComponentStatus status) {
        return status.problem().map(text -> new Problem(status.component(), text)).stream();
    }
}
