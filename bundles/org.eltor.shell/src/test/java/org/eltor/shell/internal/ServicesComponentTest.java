package org.eltor.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.status.ComponentStatus;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

class ServicesComponentTest {
    private final ServicesComponent services = new ServicesComponent();

    @Test
    void nothingIsThereAtFirst() {
        assertThat(services.circuits()).isEmpty();
        assertThat(services.wallets()).isEmpty();
        assertThat(services.problems()).isEmpty();
    }

    @Test
    void walletsComeInTheOrderOfTheirRanking() {
        Wallet low = wallet();
        Wallet high = wallet();
        ServiceReference<Wallet> highReference = reference(10);
        services.bindWallet(low, reference(1));
        services.bindWallet(high, highReference);
        assertThat(services.wallets()).containsExactly(high, low);

        services.unbindWallet(highReference);

        assertThat(services.wallets()).containsExactly(low);
    }

    @Test
    void whatIsMissingIsExplainedByTheComponents() {
        services.statuses = List.of(
                status("org.eltor.wallet.cln", "no socket"),
                status("org.eltor.tor.control", "control port refused"),
                status("org.eltor.relay", null));

        assertThat(services.problems()).extracting(Problem::name).containsExactly("tor control", "wallet cln");
        assertThatThrownBy(services::requireRelays)
                .isInstanceOf(ExplainedException.class)
                .hasMessage("No relays yet; tor control: control port refused");
        assertThatThrownBy(services::requireCircuits).hasMessageStartingWith("The circuit manager is not running");
        assertThatThrownBy(services::requireAdmin).hasMessageStartingWith("The circuit manager is not running");
        assertThatThrownBy(services::requirePayments).hasMessageStartingWith("The ledger is not open");
    }

    private static ComponentStatus status(String component, String problem) {
        return new ComponentStatus() {
            @Override
            public String component() {
                return component;
            }

            @Override
            public Optional<String> problem() {
                return Optional.ofNullable(problem);
            }
        };
    }

    private static Wallet wallet() {
        return (Wallet) Proxy.newProxyInstance(
                Wallet.class.getClassLoader(),
                new Class<?>[] {Wallet.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> "wallet";
                });
    }

    @SuppressWarnings("unchecked")
    private static ServiceReference<Wallet> reference(int ranking) {
        return (ServiceReference<Wallet>) Proxy.newProxyInstance(
                ServiceReference.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getProperty" -> ranking;
                    case "compareTo" ->
                        Integer.compare(ranking, (int) ((ServiceReference<Wallet>) arguments[0]).getProperty("x"));
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> ranking;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
