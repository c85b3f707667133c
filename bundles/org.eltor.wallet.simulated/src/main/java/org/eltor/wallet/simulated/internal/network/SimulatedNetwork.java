package org.eltor.wallet.simulated.internal.network;

import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eltor.api.lightning.IncomingPayment;
import org.eltor.api.lightning.LightningReceiver;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.lightning.Wallet;
import org.eltor.api.lightning.WalletCapabilities;
import org.eltor.api.lightning.WalletTrait;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Lightning network in one object: payees with accounts, and one wallet that pays them with the delays, failures,
 * hangs and fees of its settings. No money exists. Thread-safe; stages complete on the executor's threads.
 */
public final class SimulatedNetwork implements Wallet, LightningReceiver, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedNetwork.class);

    private final SimulatedSettings settings;
    private final Clock clock;
    private final ScheduledExecutorService executor;
    private final WalletCapabilities capabilities;
    private final Journal journal;

    private final Object lock = new Object();
    private final SimulatedPayees payees;
    private final Map<UUID, SimulatedPayment> payments = new HashMap<>();
    /** Keys that a lookup called unknown: they must stay so. */
    private final Set<UUID> refused = new HashSet<>();

    private final SplittableRandom lookups;
    private MilliSatoshi free;

    /**
     * Opens the network, and goes on where its journal ends.
     *
     * @param executor carries delays and answers; not shut down by {@link #close}
     * @throws IOException when the journal cannot be read or written; the message says the way out
     */
    public SimulatedNetwork(SimulatedSettings settings, Clock clock, ScheduledExecutorService executor)
            throws IOException {
        this.settings = settings;
        this.clock = clock;
        this.executor = executor;
        this.payees = new SimulatedPayees(settings.seed());
        this.lookups = new SplittableRandom(settings.seed());
        this.free = settings.balance();
        this.capabilities = new WalletCapabilities(
                        Set.of(PayeeKind.BOLT12_OFFER),
                        settings.wholeSatoshi(),
                        settings.lookup(),
                        settings.feeBase(),
                        settings.feePartsPerMillion(),
                        Set.of("no money moves, and no relay outside of this process sees a payment"))
                .with(WalletTrait.FEE_LIMIT);
        this.journal = Journal.open(settings.storage(), new Replay());
        synchronized (lock) {
            payments.values().stream().filter(SimulatedPayment::isOpen).forEach(this::schedule);
        }
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public WalletCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public CompletionStage<MilliSatoshi> balance() {
        synchronized (lock) {
            return answered(free);
        }
    }

    @Override
    public CompletionStage<PaymentResult> pay(PaymentRequest request) {
        synchronized (lock) {
            SimulatedPayment known = payments.get(request.key());
            if (known != null) {
                return known.isOpen() ? known.answer.copy() : answered(known.state);
            }
            MilliSatoshi amount = capabilities.sent(request.amount());
            MilliSatoshi fee = capabilities.expectedFee(request.amount());
            Optional<PaymentResult> refusal = refusal(request, amount, fee);
            if (refusal.isPresent()) {
                return answered(refusal.get());
            }
            SimulatedPayment payment = new SimulatedPayment(
                    request.key(),
                    request.payee(),
                    request.note(),
                    amount,
                    fee,
                    clock.instant().truncatedTo(ChronoUnit.MILLIS),
                    Fate.of(settings, request.key()));
            try {
                journal.taken(payment);
            } catch (IOException e) {
                return answered(new PaymentResult.Rejected("the simulated wallet's journal cannot be written"));
            }
            take(payment);
            schedule(payment);
            return payment.answer.copy();
        }
    }

    @Override
    public CompletionStage<Optional<PaymentResult>> lookup(PaymentRequest request) {
        synchronized (lock) {
            if (!settings.lookup()) {
                return answered(Optional.of(new PaymentResult.Unknown("this wallet does not look payments up")));
            }
            if (lookups.nextDouble() < settings.hangRatio()) {
                return new CompletableFuture<>();
            }
            SimulatedPayment known = payments.get(request.key());
            if (known != null) {
                return answered(Optional.of(known.state));
            }
            try {
                journal.refused(request.key());
            } catch (IOException e) {
                return answered(Optional.of(new PaymentResult.Unknown("the journal cannot be written")));
            }
            refused.add(request.key());
            return answered(Optional.empty());
        }
    }

    @Override
    public Payee openAccount(String label) {
        synchronized (lock) {
            if (payees.open(label)) {
                try {
                    journal.opened(label);
                } catch (IOException e) {
                    LOG.warn("An account is not in the simulated wallet's journal and will be gone after a restart", e);
                }
            }
            return payees.payee(label);
        }
    }

    @Override
    public List<IncomingPayment> received(Payee payee) {
        synchronized (lock) {
            return payees.received(payee);
        }
    }

    /** Ends the journal; what is under way stays in it. Closing twice is harmless. */
    @Override
    public void close() throws IOException {
        synchronized (lock) {
            journal.close();
        }
    }

    private Optional<PaymentResult> refusal(PaymentRequest request, MilliSatoshi amount, MilliSatoshi fee) {
        if (refused.contains(request.key())) {
            return Optional.of(new PaymentResult.Rejected("this key was looked up before and called unknown"));
        }
        if (!payees.knows(request.payee())) {
            return Optional.of(new PaymentResult.Rejected("the simulated network has no such payee"));
        }
        if (request.isTooLate(clock.instant())) {
            return Optional.of(new PaymentResult.Failed("the time for this payment is over"));
        }
        if (fee.compareTo(request.maxFee()) > 0) {
            return Optional.of(new PaymentResult.Failed("the fee of " + fee + " is above the limit"));
        }
        if (amount.plus(fee).compareTo(free) > 0) {
            return Optional.of(new PaymentResult.Rejected(
                    "the simulated wallet holds " + free + ", too little to pay: raise balance.msat"));
        }
        return Optional.empty();
    }

    private void take(SimulatedPayment payment) {
        payments.put(payment.key, payment);
        free = MilliSatoshi.of(Math.subtractExact(free.msat(), payment.total().msat()));
    }

    private void schedule(SimulatedPayment payment) {
        Fate fate = payment.fate;
        Duration passed = Duration.between(payment.takenAt, clock.instant());
        if (fate.late() && !fate.hangs()) {
            after(fate.delay().minus(passed), () -> payment.answer.complete(new PaymentResult.Pending()));
        }
        after(fate.total().minus(passed), () -> end(payment));
    }

    private void end(SimulatedPayment payment) {
        synchronized (lock) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            try {
                journal.ended(payment, now);
            } catch (IOException e) {
                LOG.warn("A simulated payment stays pending, since the journal cannot be written", e);
                return;
            }
            conclude(payment, now);
        }
        if (!payment.fate.hangs()) {
            payment.answer.complete(payment.state); // out of the lock: this runs what callers attached
        }
    }

    private void conclude(SimulatedPayment payment, Instant at) {
        if (payment.fate.fails()) {
            free = free.plus(payment.total());
            payment.state = new PaymentResult.Failed("no route to the payee, as configured");
        } else {
            payment.state = new PaymentResult.Settled(
                    payment.fate.preimage().hash(), payment.fate.preimage(), payment.amount, payment.fee);
            payees.receive(
                    payment.payee,
                    new IncomingPayment(payment.note, payment.fate.preimage().hash(), payment.amount, at));
        }
    }

    private void after(Duration delay, Runnable task) {
        try {
            executor.schedule(task, Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The simulated network is closing");
        }
    }

    private <T> CompletionStage<T> answered(T value) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        after(Duration.ZERO, () -> answer.complete(value));
        return answer;
    }

    /** Puts back what the journal holds. */
    private final class Replay implements Journal.Reader {
        @Override
        public void opened(String label) {
            payees.open(label);
        }

        @Override
        public void taken(UUID key, PaymentRequest request, MilliSatoshi amount, MilliSatoshi fee, Instant at) {
            take(new SimulatedPayment(key, request.payee(), request.note(), amount, fee, at, Fate.of(settings, key)));
        }

        @Override
        public void ended(UUID key, Instant at) {
            Optional.ofNullable(payments.get(key))
                    .filter(SimulatedPayment::isOpen)
                    .ifPresent(p -> conclude(p, at));
        }

        @Override
        public void refused(UUID key) {
            refused.add(key);
        }
    }
}
