package org.eltor.wallet.support.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.PaymentHandle;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.lightning.WalletCapabilities;
import org.eltor.wallet.support.Backend;
import org.eltor.wallet.support.BackendFactory;
import org.eltor.wallet.support.Instruction;
import org.eltor.wallet.support.Pace;
import org.eltor.wallet.support.Redaction;
import org.eltor.wallet.support.Workbench;
import org.eltor.wallet.support.codec.Chain;
import org.eltor.wallet.support.http.HttpCall;
import org.eltor.wallet.support.http.Trust;
import org.eltor.wallet.support.http.WalletHttp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalletHostTest {
    private static final Pace QUICK =
            new Pace(Duration.ofMillis(20), Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(50));

    @TempDir
    private Path folder;

    private FakeFramework framework;
    private HttpServer server;
    private volatile int status = 200;

    @BeforeEach
    void serve() throws IOException {
        framework = new FakeFramework(folder);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void registersWhileTheWalletAnswersAndEndsItsThreads() throws InterruptedException {
        WalletHost host = start("one", 5, false);
        until(() -> framework.services().size() == 1);
        assertThat(host.problem()).isEmpty();
        assertThat(framework.services().get(0).ranking()).isEqualTo(5);
        assertThat(((Wallet) framework.services().get(0).service()).name()).isEqualTo("one");
        status = 503;
        until(() -> framework.services().isEmpty());
        assertThat(host.problem()).contains("wallet one: answers 503");
        status = 200;
        until(() -> framework.services().size() == 1);
        long start = System.nanoTime();
        host.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(framework.services()).isEmpty();
        until(() -> threads("eltor-wallet-one").isEmpty()); // an executor ends right before its threads do
    }

    /** The JDK's client ends its own thread when nobody refers to the client any more. */
    @Test
    void leavesNoThreadOfTheHttpClientBehind() throws InterruptedException {
        List<String> before = threads("HttpClient");
        WalletHost host = start("short", 0, false);
        until(() -> framework.services().size() == 1);
        host.close();
        until(() -> {
            System.gc();
            return threads("HttpClient").stream().allMatch(before::contains);
        });
    }

    @Test
    void theDefaultIsPreferredWhateverTheRankings() throws InterruptedException {
        WalletHost other = start("other", 999_999, false);
        WalletHost preferred = start("preferred", -5, true);
        until(() -> framework.services().size() == 2);
        assertThat(framework.services().stream()
                        .max(java.util.Comparator.comparingInt(FakeFramework.Entry::ranking))
                        .map(entry -> ((Wallet) entry.service()).name()))
                .contains("preferred");
        other.close();
        preferred.close();
    }

    @Test
    void twoWalletsCannotHaveOneName() throws InterruptedException {
        WalletHost first = start("same", 0, false);
        until(() -> framework.services().size() == 1);
        WalletHost second = start("same", 0, false);
        until(() -> second.problem().filter(line -> line.contains("name")).isPresent());
        assertThat(framework.services()).hasSize(1);
        first.close();
        until(() -> framework.services().size() == 1);
        second.close();
    }

    @Test
    void aWrongSettingIsNamed() throws InterruptedException {
        WalletHost host = WalletHost.start(
                framework.context(),
                new WalletIdentity("wrong", 0, false),
                bench -> {
                    throw new IllegalArgumentException("url is not an address");
                },
                QUICK);
        until(() -> host.problem()
                .filter("wallet wrong: setting url is not an address"::equals)
                .isPresent());
        host.close();
        assertThatThrownBy(() -> new WalletIdentity("a b", 0, false)).hasMessageStartingWith("name must be");
        assertThatThrownBy(() -> new WalletIdentity("a", 1_000_000, false))
                .hasMessageStartingWith("service.ranking must be");
    }

    private WalletHost start(String name, int ranking, boolean isDefault) {
        return WalletHost.start(framework.context(), new WalletIdentity(name, ranking, isDefault), this::open, QUICK);
    }

    private BackendFactory.Opened open(Workbench bench) throws IOException {
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new BackendFactory.Opened(
                new Pinging(new WalletHttp(base, Trust.ofRuntime(), Map.of(), bench.executor())), Redaction.plain());
    }

    private static List<String> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited 20 s").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    /** Can be used while its server says 200. */
    private record Pinging(WalletHttp http) implements Backend {
        @Override
        public WalletCapabilities capabilities() {
            return new WalletCapabilities(Set.of(), false, true, MilliSatoshi.ZERO, 0, Set.of());
        }

        @Override
        public CompletionStage<Optional<String>> check() {
            return http.send(HttpCall.get("/", Duration.ofSeconds(10)))
                    .thenApply(
                            reply -> reply.isSuccess() ? Optional.empty() : Optional.of("answers " + reply.status()));
        }

        @Override
        public Optional<Chain> chain() {
            return Optional.empty();
        }

        @Override
        public CompletionStage<MilliSatoshi> balance() {
            return CompletableFuture.completedStage(MilliSatoshi.ZERO);
        }

        @Override
        public CompletionStage<Optional<PaymentHandle>> prepare(Instruction instruction) {
            return CompletableFuture.completedStage(Optional.empty());
        }

        @Override
        public CompletionStage<PaymentResult> pay(Instruction instruction) {
            return CompletableFuture.completedStage(new PaymentResult.Pending());
        }

        @Override
        public CompletionStage<Optional<PaymentResult>> lookup(Instruction instruction) {
            return CompletableFuture.completedStage(Optional.empty());
        }

        @Override
        public Duration absence() {
            return Duration.ZERO;
        }

        @Override
        public void close() {
            // nothing is kept
        }
    }
}
