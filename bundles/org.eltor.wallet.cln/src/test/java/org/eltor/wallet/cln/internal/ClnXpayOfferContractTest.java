package org.eltor.wallet.cln.internal;

import java.time.Clock;
import org.eltor.wallet.contract.WalletContractTest;
import org.eltor.wallet.contract.WalletDouble;

class ClnXpayOfferContractTest extends WalletContractTest {
    @Override
    protected WalletDouble open(long seed, Clock clock) {
        return new ClnDouble(true, "v25.09", seed, clock);
    }
}
