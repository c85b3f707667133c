package org.eltor.benchmarks.crash;

import java.time.Clock;
import java.time.Duration;
import org.eltor.wallet.cln.internal.ClnDouble;
import org.eltor.wallet.contract.WalletDouble;
import org.eltor.wallet.lnd.internal.LndDouble;
import org.eltor.wallet.nwc.internal.NwcDouble;
import org.eltor.wallet.phoenixd.internal.PhoenixdDouble;
import org.eltor.wallet.strike.internal.StrikeDouble;

/** The wallets that payers are killed with. */
public enum DoubleKind {
    /** A lost answer cannot always be made good: phoenixd shows neither offer nor note of what it paid. */
    PHOENIXD_OFFERS("org.eltor.wallet.phoenixd.internal.PhoenixdWallet", true, false) {
        @Override
        WalletDouble open(long seed, Clock clock) {
            return new PhoenixdDouble(true, seed, clock);
        }
    },
    CLN("org.eltor.wallet.cln.internal.ClnWallet", true, true) {
        @Override
        WalletDouble open(long seed, Clock clock) {
            return new ClnDouble(true, "v25.02", seed, clock);
        }
    },
    LND("org.eltor.wallet.lnd.internal.LndWallet", false, true) {
        @Override
        WalletDouble open(long seed, Clock clock) {
            return new LndDouble(seed, clock);
        }
    },
    NWC("org.eltor.wallet.nwc.internal.NwcWallet", false, true) {
        @Override
        WalletDouble open(long seed, Clock clock) {
            return new NwcDouble(seed, clock);
        }
    },
    PHOENIXD_INVOICES("org.eltor.wallet.phoenixd.internal.PhoenixdWallet", false, true) {
        @Override
        WalletDouble open(long seed, Clock clock) {
            return new PhoenixdDouble(false, seed, clock);
        }
    },
    /** A lost answer cannot be made good: Strike finds a payment by an id that the answer tells. */
    STRIKE("org.eltor.wallet.strike.internal.StrikeWallet", false, false) {
        @Override
        WalletDouble open(long seed, Clock clock) {
            return new StrikeDouble(seed, clock);
        }
    };

    private final String component;
    private final boolean offers;
    private final boolean findsAll;

    DoubleKind(String component, boolean offers, boolean findsAll) {
        this.component = component;
        this.offers = offers;
        this.findsAll = findsAll;
    }

    abstract WalletDouble open(long seed, Clock clock);

    /** Begin of the names of the wallet's component and of its configuration. */
    String component() {
        return component;
    }

    /** Whether it is paid with offers; with invoices otherwise. */
    boolean offers() {
        return offers;
    }

    /** After how long without news nothing more is to be learned of what is in flight. */
    Duration patience() {
        if (findsAll) {
            return Duration.ofMinutes(3);
        }
        return offers ? Duration.ofSeconds(45) : Duration.ZERO;
    }

    /** Whether the wallet can say of every payment what became of it. */
    boolean findsAll() {
        return findsAll;
    }
}
