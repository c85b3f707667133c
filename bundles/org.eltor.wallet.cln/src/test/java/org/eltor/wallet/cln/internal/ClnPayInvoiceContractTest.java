package org.eltor.wallet.cln.internal;

import java.time.Clock;
import org.eltor.wallet.contract.WalletContractTest;
import org.eltor.wallet.contract.WalletDouble;

class ClnPayInvoiceContractTest extends WalletContractTest {
    @Override
    protected WalletDouble open(long seed, Clock clock) {
        return new ClnDouble(false, "v24.08.2", seed, clock);
    }
}
