package org.eltor.wallet.nwc.internal;

import java.time.Clock;
import org.eltor.wallet.contract.WalletContractTest;
import org.eltor.wallet.contract.WalletDouble;
import org.eltor.wallet.nwc.internal.crypto.Encryption;

class NwcNip04ContractTest extends WalletContractTest {
    @Override
    protected WalletDouble open(long seed, Clock clock) {
        return new NwcDouble(Encryption.NIP04, seed, clock);
    }
}
