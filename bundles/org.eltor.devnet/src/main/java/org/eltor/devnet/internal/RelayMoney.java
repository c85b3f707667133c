package org.eltor.devnet.internal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eltor.api.lightning.LightningReceiver;
import org.eltor.api.lightning.Wallet;

/** The money of a network: the wallet that pays its relays, their accounts, and no real money besides. */
final class RelayMoney {

    private final MoneyKind kind;
    private final Platform platform;
    private final Overrides overrides;

    RelayMoney(MoneyKind kind, Platform platform, Overrides overrides) {
        this.kind = kind;
        this.platform = platform;
        this.overrides = overrides;
    }

    /** Nobody's real money is spent. */
    void refuseRealWallets() throws DevnetException {
        List<Wallet> harmless = Stream.of(MoneyKind.values())
                .flatMap(any -> platform.find(Wallet.class, any).stream())
                .toList();
        Optional<Wallet> real = platform.all(Wallet.class).stream()
                .filter(wallet -> !harmless.contains(wallet))
                .findFirst();
        if (real.isPresent()) {
            throw new DevnetException("The wallet " + real.get().name()
                    + " would pay the network's relays; stop its bundle, so that no real money is spent");
        }
    }

    /**
     * Waits until the relays can open accounts and the wallet that knows them is the preferred one.
     *
     * @param seconds of an interval
     */
    LightningReceiver prepare(int seconds) throws IOException, InterruptedException, DevnetException {
        LightningReceiver receiver = switch (kind) {
            case LIGHTNING -> new LightningMoney(platform).await();
            case SIMULATED -> new SimulatedMoney(platform, overrides).adapt(seconds);
        };
        Optional<Wallet> preferred = platform.find(Wallet.class);
        if (!preferred.equals(platform.find(Wallet.class, kind))) {
            throw new DevnetException("The wallet "
                    + preferred.map(Wallet::name).orElse("that was there") + " is preferred to the " + kind.word()
                    + " one; give it a lower service.ranking");
        }
        return receiver;
    }

    /** The accounts as they are whenever they are asked. */
    LightningReceiver receiver() {
        return new PresentReceiver(platform, kind);
    }

    Optional<Wallet> wallet() {
        return platform.find(Wallet.class, kind);
    }
}
