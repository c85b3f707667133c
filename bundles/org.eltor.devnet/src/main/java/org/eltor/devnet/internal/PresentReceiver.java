package org.eltor.devnet.internal;

import java.util.List;
import java.util.Optional;
import org.eltor.api.lightning.IncomingPayment;
import org.eltor.api.lightning.LightningReceiver;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;

/**
 * The receiving side that is present when asked: a wallet may be swapped under auditors that watch for weeks. Where
 * there is none, nothing was received yet. Any thread.
 */
final class PresentReceiver implements LightningReceiver {
    private final Platform platform;
    private final MoneyKind kind;

    PresentReceiver(Platform platform, MoneyKind kind) {
        this.platform = platform;
        this.kind = kind;
    }

    @Override
    public Payee openAccount(String label) {
        return present()
                .map(receiver -> receiver.openAccount(label))
                .orElseThrow(() -> new IllegalStateException("no Lightning network is present"));
    }

    @Override
    public void requireAtLeast(Payee payee, MilliSatoshi least) {
        present().ifPresent(receiver -> receiver.requireAtLeast(payee, least));
    }

    @Override
    public List<IncomingPayment> received(Payee payee) {
        return present().map(receiver -> receiver.received(payee)).orElse(List.of());
    }

    private Optional<LightningReceiver> present() {
        return platform.find(LightningReceiver.class, kind);
    }
}
