package org.eltor.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.karaf.features.BootFinished;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.circuit.CircuitManager;
import org.eltor.api.circuit.CircuitState;
import org.eltor.api.circuit.RoundInfo;
import org.eltor.api.circuit.SessionState;
import org.eltor.api.tor.TorControl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Bundles that are stopped, started and swapped while a session runs on real tor processes. */
@ExtendWith(KarafExtension.class)
public class LifecycleIT {
    private static final Duration LIMIT = Duration.ofSeconds(180);

    @Inject
    BundleContext context;

    @Inject
    FeaturesService features;

    @Inject
    SessionFactory sessions;

    @Inject
    ConfigurationAdmin configurations;

    @Inject
    BootFinished bootFinished;

    private Shell shell;

    @BeforeEach
    public void startNetwork() throws Exception {
        RealTor.assumePresent();
        shell = new Shell(sessions);
        features.installFeature("eltor-devnet");
        Path data = Path.of(System.getProperty("karaf.data"));
        Path journal = Files.createTempDirectory(data, "eltor-wallet").resolve("journal");
        Configuration wallet = configurations.getConfiguration("org.eltor.wallet.simulated", "?");
        wallet.update(new Hashtable<>(Map.of("storage.file", journal.toString())));
        assertThat(shell.execute("eltor:devnet-start --interval 24")).contains("relay0");
        assertThat(shell.execute("eltor:start")).contains("Started");
        await("two circuits", () -> usable().size() == 2);
    }

    @AfterEach
    public void stopNetwork() throws Exception {
        shell.execute("eltor:stop");
        shell.execute("eltor:devnet-stop");
        features.uninstallFeature("eltor-devnet");
    }

    @Test
    public void leavesNothingBehindWhenTheCircuitBundleStops() throws Exception {
        assertThat(option()).isEqualTo("1");
        bundle("org.eltor.circuit").stop();

        await("the end of its threads", () -> threads().noneMatch(name -> name.startsWith("eltor-circuit")));
        assertThat(option()).isEqualTo("0");
        assertThat(controllerCircuits()).isEmpty();

        bundle("org.eltor.circuit").start();
        await("the manager", () -> find(CircuitManager.class) != null);
        assertThat(shell.execute("eltor:start")).contains("Started");
        await("two circuits again", () -> usable().size() == 2);
    }

    @Test
    public void leavesNoThreadBehindWhenAllBundlesStop() throws Exception {
        shell.execute("eltor:stop");
        shell.execute("eltor:devnet-stop");
        List<Bundle> ours = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith("org.eltor."))
                .filter(bundle -> !bundle.getSymbolicName().contains("itests"))
                .toList();
        for (Bundle bundle : ours) {
            bundle.stop();
        }
        await("the end of all threads", () -> threads().noneMatch(name -> name.startsWith("eltor-")));
        for (Bundle bundle : ours) {
            bundle.start();
        }
        await("the manager", () -> find(CircuitManager.class) != null);
    }

    @Test
    public void swapsTheWalletBetweenTwoRounds() throws Exception {
        int before = rounds().size();
        await(
                "a round that is paid",
                () -> rounds().size() > before && lastRound().complete());

        Bundle wallet = bundle("org.eltor.wallet.simulated");
        wallet.stop();
        wallet.start();
        int swapped = rounds().size();
        await(
                "four more rounds",
                () -> rounds().size() > swapped + 2 && rounds().get(swapped + 1).complete());

        assertThat(rounds().subList(0, swapped + 2))
                .allSatisfy(round -> assertThat(round.payments())
                        .allMatch(payment -> payment.outcome().equals("settled")));
        assertThat(find(CircuitManager.class).session().failovers()).isZero();
        assertThat(find(CircuitManager.class).session().state()).isEqualTo(SessionState.RUNNING);
    }

    // -------------------------------------------------------------------------------------------------- looking

    private <T> T find(Class<T> type) {
        ServiceReference<T> reference = context.getServiceReference(type);
        return reference == null ? null : context.getService(reference);
    }

    private List<CircuitInfo> usable() {
        CircuitManager manager = find(CircuitManager.class);
        return manager == null
                ? List.of()
                : manager.circuits().stream()
                        .filter(circuit -> circuit.state() == CircuitState.USABLE)
                        .toList();
    }

    private List<RoundInfo> rounds() {
        return find(CircuitManager.class).rounds();
    }

    private RoundInfo lastRound() {
        return rounds().get(rounds().size() - 1);
    }

    private String option() throws Exception {
        String name = "__LeaveStreamsUnattached";
        Map<String, List<String>> found = find(TorControl.class)
                .getConf(Set.of(name))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        return found.get(name).get(0);
    }

    private List<String> controllerCircuits() throws Exception {
        return find(TorControl.class)
                .getInfo("circuit-status")
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .lines()
                .filter(line -> line.contains("PURPOSE=CONTROLLER"))
                .toList();
    }

    private Bundle bundle(String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName);
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waited for " + what).isLessThan(end);
            Thread.sleep(20);
        }
    }
}
