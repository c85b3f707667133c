package org.eltor.wallet.phoenixd.internal;

import java.time.Clock;
import org.eltor.wallet.contract.WalletContractTest;
import org.eltor.wallet.contract.WalletDouble;

class PhoenixdInvoiceContractTest extends WalletContractTest {
    @Override
    protected WalletDouble open(long seed, Clock clock) {
        return new PhoenixdDouble(false, seed, clock);
    }
}
