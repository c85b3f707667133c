package org.eltor.wallet.strike.internal;

import java.time.Clock;
import org.eltor.wallet.contract.WalletContractTest;
import org.eltor.wallet.contract.WalletDouble;

class StrikeContractTest extends WalletContractTest {
    @Override
    protected WalletDouble open(long seed, Clock clock) {
        return new StrikeDouble(seed, clock);
    }
}
