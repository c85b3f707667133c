package org.eltor.wallet.cln.internal;

import java.time.Clock;
import org.eltor.wallet.contract.WalletContractTest;
import org.eltor.wallet.contract.WalletDouble;

class ClnPayOfferContractTest extends WalletContractTest {
    @Override
    protected WalletDouble open(long seed, Clock clock) {
        return new ClnDouble(true, "v24.08.2", seed, clock);
    }
}
