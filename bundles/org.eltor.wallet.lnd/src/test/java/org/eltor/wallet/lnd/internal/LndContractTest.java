package org.eltor.wallet.lnd.internal;

import java.time.Clock;
import org.eltor.wallet.contract.WalletContractTest;
import org.eltor.wallet.contract.WalletDouble;

class LndContractTest extends WalletContractTest {
    @Override
    protected WalletDouble open(long seed, Clock clock) {
        return new LndDouble(seed, clock);
    }
}
