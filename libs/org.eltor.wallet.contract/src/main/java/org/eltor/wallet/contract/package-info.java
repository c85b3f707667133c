/**
 * What every wallet must do, told as tests: extend {@link org.eltor.wallet.contract.WalletContractTest} and give it a
 * {@link org.eltor.wallet.contract.WalletDouble}, a server on the loopback address that answers as the real one is
 * documented to answer.
 */
package org.eltor.wallet.contract;
