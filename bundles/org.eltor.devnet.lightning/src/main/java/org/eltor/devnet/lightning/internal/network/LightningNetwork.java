package org.eltor.devnet.lightning.internal.network;

import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eltor.api.lightning.LightningReceiver;
import org.eltor.api.lightning.Wallet;
import org.eltor.devnet.lightning.internal.chain.RegtestChain;
import org.eltor.devnet.lightning.internal.node.LightningNode;
import org.eltor.devnet.lightning.internal.node.NodeListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Lightning network in this process: a payer, a hub that takes fees, and a payee that stands for everybody who is
 * paid. The payer has an LDK instance of its own, hub and payee share one. No sockets, no servers, no money.
 */
public final class LightningNetwork implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(LightningNetwork.class);
    static final String PAYER = "payer";
    static final String HUB = "hub";
    static final String PAYEE = "payee";
    private static final long MAINTENANCE_MS = 250;
    private static final long CLOSE_MS = 4000;

    private final NetworkSettings settings;
    private final Clock clock;
    private final NetworkFiles files;
    private final RegtestChain chain;
    private final boolean fresh;
    private final ScheduledExecutorService timer;
    private final NodeFactory factory;
    private final NodeHost payer;
    private final NodeHost others;
    private final Link payerLink;
    private final Link payeeLink;
    /** For messages alone: offers are asked for their invoices here, and paid by way of the hub. */
    private final Link directLink;

    private final LightningWallet wallet;
    private final LightningAccounts accounts;
    private final Optional<LightningInvoices> invoices;
    /** Of the timer alone. */
    private CompletableFuture<Void> ticked = CompletableFuture.completedFuture(null);

    private LightningNetwork(
            NetworkSettings settings, Clock clock, Consumer<String> failed, NetworkFiles files, boolean byHand)
            throws IOException {
        this.settings = settings;
        this.clock = clock;
        this.files = files;
        Optional<RegtestChain> stored = files.chain(settings.seed(), this::seconds);
        this.fresh = stored.isEmpty();
        if (fresh) {
            files.clear(List.of(PAYER, HUB, PAYEE));
        }
        this.chain = stored.orElseGet(() -> new RegtestChain(this::seconds));
        if (fresh) {
            chain.fillFaucet(NetworkSetup.CHANNELS);
        }
        this.timer = NetworkTimer.create();
        this.payer = host(PAYER, List.of(PAYER), failed);
        this.others = host(HUB, List.of(HUB, PAYEE), failed);
        this.payerLink = new Link(payer, PAYER, others, HUB);
        this.payeeLink = new Link(others, HUB, others, PAYEE);
        this.directLink = new Link(payer, PAYER, others, PAYEE);
        this.wallet = new LightningWallet(settings, files.payments(), this::onPayer, clock, timer);
        this.accounts = new LightningAccounts(
                files.accounts(),
                clock,
                () -> others.ask(group -> group.node(PAYEE).createOffer()));
        this.invoices = byHand
                ? Optional.of(new LightningInvoices(
                        this::onPayer, work -> others.ask(group -> work.apply(group.node(PAYEE)))))
                : Optional.empty();
        this.factory = new NodeFactory(settings, files, chain, clock, this::listener, byHand);
    }

    /**
     * Prepares a network; nothing works before {@link #start}.
     *
     * @param failed is told, once the network had started, what keeps it from going on
     * @throws IOException when the storage or the heap is not fit for it; the message says the way out
     */
    public static LightningNetwork open(NetworkSettings settings, Clock clock, Consumer<String> failed)
            throws IOException {
        return open(settings, clock, failed, false);
    }

    /** As {@link #open(NetworkSettings, Clock, Consumer)}, for tests that speak to its nodes in {@link #invoices}. */
    public static LightningNetwork openWithInvoices(NetworkSettings settings, Clock clock, Consumer<String> failed)
            throws IOException {
        return open(settings, clock, failed, true);
    }

    private static LightningNetwork open(NetworkSettings settings, Clock clock, Consumer<String> failed, boolean byHand)
            throws IOException {
        Heap.require(Runtime.getRuntime().maxMemory());
        NetworkFiles files = NetworkFiles.open(settings.storage());
        try {
            return new LightningNetwork(settings, clock, failed, files, byHand);
        } catch (IOException | RuntimeException e) {
            files.close();
            throw e;
        }
    }

    /**
     * Starts all nodes and opens their channels. Takes seconds: not for a thread that is in a hurry.
     *
     * @return how long it took
     * @throws IOException when it does not come about; {@link #close} is still to be called
     */
    public Duration start() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        CompletableFuture<Void> first = payer.open();
        CompletableFuture<Void> second = others.open();
        NetworkSetup setup = new NetworkSetup(chain, payer, others);
        setup.join(first, second);
        payeeLink.maintain();
        setup.awaitPeers(PAYEE, 1);
        directLink.maintain(); // first, because LDK repeats an unanswered request once, when the payer is connected
        setup.awaitPeers(PAYEE, 2);
        timer.scheduleWithFixedDelay(this::maintain, 0, MAINTENANCE_MS, TimeUnit.MILLISECONDS);
        long tick = settings.tick().toMillis();
        timer.scheduleWithFixedDelay(this::tickOnce, tick, tick, TimeUnit.MILLISECONDS);
        if (fresh) {
            setup.openChannels(PAYER, HUB, PAYEE, settings.balanceSat());
        }
        setup.awaitUsable(PAYER, PAYEE);
        if (fresh) {
            files.graph(PAYER, setup.graph(payer));
            files.graph(HUB, setup.graph(others));
            files.complete(settings.seed(), chain);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        LOG.info("Lightning network on regtest is up after {} ms", took.toMillis());
        return took;
    }

    /** The payer's wallet. */
    public Wallet wallet() {
        return wallet;
    }

    /** The payees. */
    public LightningReceiver receiver() {
        return accounts;
    }

    /** @throws java.util.NoSuchElementException unless it was opened for that */
    public LightningInvoices invoices() {
        return invoices.orElseThrow();
    }

    /** Stops the nodes; what is under way is stored. */
    @Override
    public void close() throws IOException {
        boolean interrupted = Thread.interrupted(); // the nodes must be waited for all the same
        try {
            payer.end();
            others.end();
            boolean ended = payer.awaitEnd(CLOSE_MS / 2);
            if (!others.awaitEnd(CLOSE_MS / 2) || !ended) {
                LOG.warn("Lightning nodes did not stop within {} ms", CLOSE_MS);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        timer.shutdownNow(); // after the nodes, which answer on it
        wallet.close();
        accounts.close();
        files.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** For tests: whether the payee can be reached. */
    public void payeeOnline(boolean online) {
        payeeLink.online(online);
        directLink.online(online);
    }

    /** For tests: waits until everybody is connected and payments can be made. */
    public void awaitUsable() throws IOException, InterruptedException {
        NetworkSetup setup = new NetworkSetup(chain, payer, others);
        setup.awaitPeers(PAYEE, 2);
        setup.awaitUsable(PAYER, PAYEE);
    }

    /** For tests: whether the payee's channel can be used; messages reach it all the same. */
    void payeeChannelOnline(boolean online) {
        payeeLink.online(online);
    }

    /** For tests: the payer's connections break and come back. */
    void reconnectPayer() {
        payerLink.drop();
        directLink.drop();
    }

    /** For tests: what the payee takes. */
    void policy(LightningAccounts.Policy policy) {
        accounts.policy(policy);
    }

    /** For tests: decides on the payments that the payee holds. */
    CompletableFuture<Void> endHeld(boolean claim) {
        return others.ask(group -> {
            group.node(PAYEE).endHeld(claim);
            return null;
        });
    }

    /** For tests: the payer's instance breaks when it stores the next payment, before or after that. */
    void crashPayerAtStoring(boolean done) {
        wallet.crashAtStoring(done);
    }

    /** For tests: the payer's instance breaks and comes back. */
    CompletableFuture<Void> crashPayer() {
        return payer.crash();
    }

    /** For tests: the instance of hub and payee breaks and comes back. */
    CompletableFuture<Void> crashOthers() {
        return others.crash();
    }

    /** For tests: bytes that the instances occupy. */
    CompletableFuture<Long> memoryBytes() {
        return payer.ask(group -> group.context().memoryBytes())
                .thenCombine(others.ask(group -> group.context().memoryBytes()), Long::sum);
    }

    <T> CompletableFuture<T> onPayer(Function<LightningNode, T> work) {
        return payer.ask(group -> work.apply(group.node(PAYER)));
    }

    private NodeHost host(String name, List<String> nodes, Consumer<String> failed) {
        return new NodeHost(
                name, () -> factory.open(name, nodes), group -> opened(nodes, group), failed, System::nanoTime);
    }

    private void opened(List<String> names, NodeGroup group) {
        reconnectPayer();
        if (names.contains(PAYER)) {
            wallet.reopened(group.node(PAYER));
        } else {
            payeeLink.drop();
        }
    }

    private NodeListener listener(String name) {
        return switch (name) {
            case PAYER -> invoices.map(byHand -> byHand.payer(wallet)).orElse(wallet);
            case PAYEE -> invoices.map(byHand -> byHand.payee(accounts)).orElse(accounts);
            default -> new NodeListener() {};
        };
    }

    private void maintain() {
        payeeLink.maintain();
        directLink.maintain();
        payerLink.maintain();
    }

    /** A node that is behind gets no second tick: what waits for an answer would be given up for that alone. */
    private void tickOnce() {
        if (ticked.isDone()) {
            ticked = tick();
        }
    }

    /** LDK's time goes on. @return completes when all nodes have seen to that */
    public CompletableFuture<Void> tick() {
        return CompletableFuture.allOf(Stream.of(payer, others)
                .map(host -> host.ask(group -> {
                    group.tick();
                    return null;
                }))
                .toArray(CompletableFuture[]::new));
    }

    private long seconds() {
        return clock.instant().getEpochSecond();
    }
}
