package org.eltor.testkit;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eltor.api.lightning.IncomingPayment;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.api.lightning.PaymentRequest;
import org.eltor.api.lightning.PaymentResult;
import org.eltor.api.lightning.WalletCapabilities;
import org.eltor.api.lightning.WalletException;

/** The test's hand on an {@link InMemoryWallet}: what its payments do, and what it was asked. */
public abstract sealed class ScriptedPayments permits InMemoryWallet {
    final Clock clock;
    final Object lock = new Object();
    final List<PaymentRequest> requests = new ArrayList<>();
    final List<PaymentRequest> lookups = new ArrayList<>();
    final List<PaymentRequest> preparations = new ArrayList<>();
    final InMemoryPayments payments = new InMemoryPayments();
    final Map<Payee, PaymentScript> byPayee = new HashMap<>();
    final Deque<PaymentScript> next = new ArrayDeque<>();
    PaymentScript standard = PaymentScript.settles(Duration.ofMillis(500));
    Duration lookupDelay = Duration.ZERO;
    boolean lookupsHang;
    Duration preparation;
    boolean preparationsHang;
    WalletException preparationFailure;
    WalletCapabilities capabilities =
            new WalletCapabilities(EnumSet.allOf(PayeeKind.class), false, true, MilliSatoshi.ZERO, 0, Set.of());

    ScriptedPayments(Clock clock) {
        this.clock = Objects.requireNonNull(clock);
    }

    /** What every payment does that no other script is for; at first all settle after 500 ms. */
    public void script(PaymentScript script) {
        synchronized (lock) {
            standard = Objects.requireNonNull(script);
        }
    }

    /** What payments to {@code payee} do. */
    public void script(Payee payee, PaymentScript script) {
        synchronized (lock) {
            byPayee.put(payee, script);
        }
    }

    /** What the next payments do, one after the other; goes before all other scripts. */
    public void scriptNext(PaymentScript... scripts) {
        synchronized (lock) {
            next.addAll(List.of(scripts));
        }
    }

    /** What the wallet says of itself from now on. */
    public void capabilities(WalletCapabilities changed) {
        synchronized (lock) {
            capabilities = changed;
        }
    }

    /** What the wallet holds from now on; a payment beyond is rejected. */
    public void balance(MilliSatoshi amount) {
        synchronized (lock) {
            payments.balance = amount;
        }
    }

    /** Whether settled payments carry their preimage, as they do at first; hosted wallets show none. */
    public void showsPreimages(boolean shows) {
        synchronized (lock) {
            payments.showsPreimages = shows;
        }
    }

    /** Hands out handles, each after {@code delay}, and pays nothing without one; null, as at first, for no handles. */
    public void preparation(Duration delay) {
        synchronized (lock) {
            preparation = delay;
        }
    }

    /** Lets the next preparation fail. */
    public void failNextPreparation(WalletException failure) {
        synchronized (lock) {
            preparationFailure = failure;
        }
    }

    /** Whether preparations are never answered. */
    public void preparationsHang(boolean hang) {
        synchronized (lock) {
            preparationsHang = hang;
        }
    }

    /** How long lookups take. */
    public void lookupDelay(Duration delay) {
        synchronized (lock) {
            lookupDelay = delay;
        }
    }

    /** Whether lookups are never answered. */
    public void lookupsHang(boolean hang) {
        synchronized (lock) {
            lookupsHang = hang;
        }
    }

    /** Settles a payment that is under way, whatever its script says. */
    public void settle(UUID key) {
        synchronized (lock) {
            payments.settle(open(key), capabilities, clock.instant());
        }
    }

    /** Fails a payment that is under way, whatever its script says. */
    public void fail(UUID key, String reason) {
        synchronized (lock) {
            payments.fail(open(key), reason);
        }
    }

    private InMemoryPayments.Payment open(UUID key) {
        return payments.find(key)
                .filter(InMemoryPayments.Payment::isOpen)
                .orElseThrow(() -> new IllegalStateException("no such payment is under way"));
    }

    /** Every call of {@link InMemoryWallet#pay}, oldest first, repetitions included. */
    public List<PaymentRequest> requests() {
        synchronized (lock) {
            return List.copyOf(requests);
        }
    }

    /** Every call of {@link InMemoryWallet#lookup}, oldest first. */
    public List<PaymentRequest> lookups() {
        synchronized (lock) {
            return List.copyOf(lookups);
        }
    }

    /** Every call of {@link InMemoryWallet#prepare}, oldest first. */
    public List<PaymentRequest> preparations() {
        synchronized (lock) {
            return List.copyOf(preparations);
        }
    }

    /** What a payee has received, oldest first. */
    public List<IncomingPayment> received(Payee payee) {
        synchronized (lock) {
            return payments.received(payee);
        }
    }

    /** What became of a payment so far; empty when none was taken on for this key. */
    public Optional<PaymentResult> state(UUID key) {
        synchronized (lock) {
            return payments.find(key).map(payment -> payment.state);
        }
    }
}
