package org.eltor.itests.lightning;

import java.time.Clock;
import java.util.Optional;
import org.eltor.wallet.cln.internal.ClnDouble;
import org.eltor.wallet.contract.PayingNetwork;
import org.eltor.wallet.contract.WalletDouble;
import org.eltor.wallet.lnd.internal.LndDouble;
import org.eltor.wallet.phoenixd.internal.PhoenixdDouble;

/** What stands between a wallet and the network. LND knows no offers. */
enum Facade {
    PHOENIXD_OFFER,
    PHOENIXD_INVOICE,
    CLN_PAY_OFFER,
    CLN_XPAY_OFFER,
    CLN_INVOICE,
    LND_INVOICE;

    boolean offers() {
        return name().endsWith("OFFER");
    }

    WalletDouble open(PayingNetwork network) {
        Optional<PayingNetwork> behind = Optional.of(network);
        Clock clock = Clock.systemUTC();
        return switch (this) {
            case PHOENIXD_OFFER, PHOENIXD_INVOICE -> new PhoenixdDouble(offers(), 1, clock, behind);
            case CLN_PAY_OFFER -> new ClnDouble(true, "v24.08.2", 1, clock, behind);
            case CLN_XPAY_OFFER -> new ClnDouble(true, "v25.09", 1, clock, behind);
            case CLN_INVOICE -> new ClnDouble(false, "v25.09", 1, clock, behind);
            case LND_INVOICE -> new LndDouble(1, clock, behind);
        };
    }
}
