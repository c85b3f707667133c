package org.eltor.payment.internal;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLSocketFactory;
import org.eltor.api.tor.TorControl;
import org.eltor.api.tor.TorMode;
import org.eltor.payment.internal.pay.PayeeDesk;
import org.eltor.payment.internal.payee.OfferBook;
import org.eltor.payment.internal.payee.PayeeLookups;
import org.eltor.payment.internal.payee.SocksWeb;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lookups with their threads and their way through tor. Thread-safe. */
final class PayeeOffice {
    private static final Logger LOG = LoggerFactory.getLogger(PayeeOffice.class);
    /** Two circuits of three relays at a time. */
    private static final int THREADS = 6;

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    /** Its relays refuse every circuit that is not paid, and lookups must not go over one that is. */
    private static final String ELTOR =
            "relays that are paid by a name or a link (BIP 353, LNURL, Lightning address) are left out: an elTor daemon"
                    + " cannot look them up; set socks.address to the SOCKS port of a stock tor (PID "
                    + PaymentComponent.PID + ")";

    private final PayeeSettings settings;
    private final ThreadPoolExecutor threads;
    private final SocksWeb web;
    private final PayeeDesk desk;
    private volatile Optional<InetSocketAddress> socks = Optional.empty();
    private volatile Optional<String> problem = Optional.empty();
    private volatile TorControl asked;

    PayeeOffice(PayeeSettings settings, Clock clock, RandomGenerator random) {
        this.settings = settings;
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), PayeeOffice::thread);
        threads.allowCoreThreadTimeOut(true);
        this.web = new SocksWeb(
                () -> settings.socks().or(() -> socks), (SSLSocketFactory) SSLSocketFactory.getDefault(), TIMEOUT);
        this.desk = new PayeeDesk(
                Optional.of(new OfferBook(settings.network(), clock)),
                Optional.of(new PayeeLookups(web, settings.resolver(), settings.network(), threads, clock, random)));
    }

    PayeeDesk desk() {
        return desk;
    }

    /** Why nothing can be looked up although there is a tor, one line; empty while all is well. */
    Optional<String> problem() {
        return problem;
    }

    /** Asks a tor where its SOCKS port is, unless it is one that cannot look anything up. */
    void ask(TorControl tor) {
        if (settings.socks().isPresent()) {
            return;
        }
        asked = tor;
        socks = Optional.empty();
        if (tor.info().mode() == TorMode.ELTOR) {
            if (problem.isEmpty()) {
                LOG.warn("Payments: {}", ELTOR);
            }
            problem = Optional.of(ELTOR);
            return;
        }
        problem = Optional.empty();
        tor.getInfo("net/listeners/socks").whenComplete((listeners, failure) -> {
            if (asked == tor) {
                socks = failure == null ? firstListener(listeners) : Optional.empty();
                LOG.debug("Names and links of relays {} be looked up", socks.isPresent() ? "can" : "cannot");
            }
        });
    }

    /** The first listener of TCP (control-spec 3.9): quoted words with blanks between them. */
    static Optional<InetSocketAddress> firstListener(String listeners) {
        return Arrays.stream(listeners.split("\\s+"))
                .map(word -> PayeeSettings.socket(word.replace("\"", "")))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Breaks off what is under way. */
    void close() {
        threads.shutdownNow();
        web.close();
    }

    boolean awaitEnd(long nanos) throws InterruptedException {
        return threads.awaitTermination(nanos, TimeUnit.NANOSECONDS);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "eltor-payment-lookup");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((t, e) -> LOG.error("Bug: {} died", t.getName(), e));
        return thread;
    }
}
