package org.eltor.payment.internal.payee;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.PaymentHash;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From names and links to offers and invoices, over tor. Every payee is asked about over a circuit of its own, before
 * the circuit that it is paid for is built. Thread-safe; what takes time runs on the executor.
 */
public final class PayeeLookups {
    /** What a SOCKS user name begins with, so that a controller which attaches streams can leave these to tor. */
    public static final String ISOLATION = "eltor-lookup-";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String JSON = "application/json";
    private static final Logger LOG = LoggerFactory.getLogger(PayeeLookups.class);

    private final Web web;
    private final Optional<ProvenTexts> names;
    private final Optional<Network> network;
    private final Executor executor;
    private final Clock clock;
    private final RandomGenerator random;
    private final BrokenPayees broken;

    /**
     * An invoice that passed every check.
     *
     * @param payee what a wallet is given
     * @param hash its payment hash
     */
    public record Fetched(Payee payee, PaymentHash hash) {}

    /**
     * What a name leads to: an offer, or else invoices.
     *
     * @param offer checked
     * @param invoices those of a Lightning address of that name; empty where there is an offer
     */
    public record Named(Optional<Payee> offer, List<Fetched> invoices) {}

    /**
     * What invoices are asked for.
     *
     * @param amount of each
     * @param count how many, of different payment hashes
     * @param until none expires before
     */
    public record Wanted(MilliSatoshi amount, int count, Instant until) {}

    /**
     * @param resolver DNS over HTTPS (RFC 8484), of any resolver that gives signatures; empty leaves names alone
     * @param network the network of the wallets; empty accepts any
     * @param executor may block
     * @param random a cryptographic source
     */
    public PayeeLookups(
            Web web,
            Optional<WebAddress> resolver,
            Optional<Network> network,
            Executor executor,
            Clock clock,
            RandomGenerator random) {
        this(web, resolver, ProvenTexts.ROOT, network, executor, clock, random);
    }

    /** @param anchors what DNSSEC begins with: DS records, a line each */
    PayeeLookups(
            Web web,
            Optional<WebAddress> resolver,
            String anchors,
            Optional<Network> network,
            Executor executor,
            Clock clock,
            RandomGenerator random) {
        this.web = web;
        this.names = resolver.map(address -> new ProvenTexts(web, address, anchors, clock, PATIENCE));
        this.network = network;
        this.executor = executor;
        this.clock = clock;
        this.random = random;
        this.broken = new BrokenPayees(clock);
    }

    /** The kinds of payee that can be looked up at this moment. */
    public Set<PayeeKind> kinds() {
        if (!web.isReady()) {
            return Set.of();
        }
        return names.isPresent()
                ? Set.of(PayeeKind.LNURL_PAY, PayeeKind.LIGHTNING_ADDRESS, PayeeKind.BIP353)
                : Set.of(PayeeKind.LNURL_PAY, PayeeKind.LIGHTNING_ADDRESS);
    }

    /** Payees that failed lately and are not to be tried at this moment. */
    public Set<Payee> broken() {
        return broken.now();
    }

    /**
     * Where a name leads; fails with a {@link PayeeException}. A name that DNS does not know, or does not prove, is tried
     * as a Lightning address.
     *
     * @param isAddress whether invoices are of use at all
     */
    public CompletionStage<Named> name(Payee name, Wanted wanted, boolean isAddress) {
        return inBackground(name, isolation -> {
            try {
                return new Named(Optional.of(offer(name, wanted.amount(), isolation)), List.of());
            } catch (NoInstructionException e) {
                if (!isAddress) {
                    throw e;
                }
                return new Named(Optional.empty(), instead(e, name, wanted, isolation));
            }
        });
    }

    /** The invoices of a link or a Lightning address; fails with a {@link PayeeException}. */
    public CompletionStage<List<Fetched>> invoices(Payee payee, Wanted wanted) {
        return inBackground(payee, isolation -> invoices(payee, wanted, isolation));
    }

    private Payee offer(Payee payee, MilliSatoshi rate, String isolation) throws PayeeException {
        String name = PaymentName.parse(payee.value()).dnsName();
        List<String> records = names.orElseThrow(() -> new PayeeException("no resolver is configured"))
                .of(name, isolation);
        String text = PaymentName.instruction(records)
                .offer()
                .orElseThrow(() -> new PayeeException("its payment instructions have no offer"));
        Optional<String> refusal = Bolt12Offer.parse(text).refusal(network, rate, clock.instant());
        if (refusal.isPresent()) {
            throw new PayeeException("its offer " + refusal.get());
        }
        return new Payee(PayeeKind.BOLT12_OFFER, text.replaceAll("\\+\\s*", ""));
    }

    private List<Fetched> instead(NoInstructionException dns, Payee name, Wanted wanted, String isolation)
            throws PayeeException {
        try {
            List<Fetched> fetched = invoices(new Payee(PayeeKind.LIGHTNING_ADDRESS, name.value()), wanted, isolation);
            if (dns.hasFailed()) {
                LOG.warn("DNSSEC of a relay's name failed; it is paid as a Lightning address");
            }
            return fetched;
        } catch (PayeeException e) {
            throw e.isOurs()
                    ? e
                    : new PayeeException(
                            dns.getMessage() + ", and as a Lightning address: " + e.getMessage(), e.retriable());
        }
    }

    private List<Fetched> invoices(Payee payee, Wanted wanted, String isolation) throws PayeeException {
        Instant end = clock.instant().plus(PATIENCE);
        WebAddress address = payee.kind() == PayeeKind.LIGHTNING_ADDRESS
                ? PaymentName.parse(payee.value()).lightningAddress()
                : Lnurl.parse(payee.value());
        LnurlPay terms = LnurlPay.parse(web.get(address, JSON, isolation));
        WebAddress callback = terms.invoiceOf(wanted.amount());
        List<Fetched> fetched = new ArrayList<>();
        Set<PaymentHash> hashes = new HashSet<>();
        while (fetched.size() < wanted.count()) {
            if (clock.instant().isAfter(end)) {
                throw new PayeeException("its server takes too long", true);
            }
            String text = LnurlPay.invoice(web.get(callback, JSON, isolation));
            Bolt11Invoice invoice = Bolt11Invoice.parse(text);
            terms.check(invoice, wanted.amount(), network, wanted.until());
            if (!hashes.add(invoice.hash())) {
                throw new PayeeException("its server gives the same invoice twice");
            }
            fetched.add(new Fetched(new Payee(PayeeKind.BOLT11_INVOICE, text), invoice.hash()));
        }
        return List.copyOf(fetched);
    }

    private interface Lookup<T> {
        T run(String isolation) throws PayeeException;
    }

    private <T> CompletionStage<T> inBackground(Payee payee, Lookup<T> lookup) {
        byte[] token = new byte[16];
        random.nextBytes(token);
        String isolation = ISOLATION + HexFormat.of().formatHex(token);
        try {
            return CompletableFuture.supplyAsync(() -> run(payee, lookup, isolation), executor);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedStage(PayeeException.ours("lookups have ended"));
        }
    }

    private <T> T run(Payee payee, Lookup<T> lookup, String isolation) {
        try {
            T found = lookup.run(isolation);
            broken.worked(payee);
            return found;
        } catch (PayeeException e) {
            broken.failed(payee, e);
            throw new CompletionException(e);
        }
    }

    @Override
    public String toString() {
        return kinds().stream().map(PayeeKind::name).sorted().collect(Collectors.joining(", ", "PayeeLookups[", "]"));
    }
}
