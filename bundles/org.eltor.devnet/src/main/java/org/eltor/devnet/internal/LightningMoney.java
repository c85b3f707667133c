package org.eltor.devnet.internal;

import java.time.Duration;
import org.eltor.api.lightning.LightningReceiver;

/** The real Lightning network on regtest, which takes some seconds to come up. */
final class LightningMoney {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Platform platform;

    LightningMoney(Platform platform) {
        this.platform = platform;
    }

    /** Waits for the wallet. */
    LightningReceiver await() throws InterruptedException, DevnetException {
        if (!MoneyKind.LIGHTNING.isInstalled(platform)) {
            throw new DevnetException(
                    "There is no Lightning network here: feature:install eltor-devnet-lightning, which"
                            + " a build without npm leaves out; or take the simulated wallet (--wallet simulated)");
        }
        platform.await(
                () -> platform.find(LightningReceiver.class, MoneyKind.LIGHTNING)
                        .isPresent(),
                PATIENCE);
        return platform.find(LightningReceiver.class, MoneyKind.LIGHTNING)
                .orElseThrow(() -> new DevnetException("The Lightning network did not come up within "
                        + PATIENCE.toSeconds() + " s" + Problems.of(platform)));
    }
}
