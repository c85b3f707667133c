package org.eltor.wallet.support.osgi;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.wallet.support.BackendFactory;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the component of a wallet does, whichever wallet it is. */
public final class WalletComponent {
    private static final Logger LOG = LoggerFactory.getLogger(WalletComponent.class);

    private final String pid;
    private final Optional<WalletHost> host;
    private final Optional<String> trouble;

    private WalletComponent(String pid, Optional<WalletHost> host, Optional<String> trouble) {
        this.pid = pid;
        this.host = host;
        this.trouble = trouble;
    }

    /** Starts and returns; what goes wrong shows in {@link #problem}. */
    public static WalletComponent start(
            BundleContext context, String pid, String name, int ranking, boolean isDefault, BackendFactory factory) {
        try {
            WalletIdentity identity = new WalletIdentity(name, ranking, isDefault);
            return new WalletComponent(
                    pid, Optional.of(WalletHost.start(context, identity, factory)), Optional.empty());
        } catch (IllegalArgumentException e) {
            String trouble = "setting " + e.getMessage() + " (PID " + pid + ")";
            LOG.warn("Not usable: {}", trouble);
            return new WalletComponent(pid, Optional.empty(), Optional.of(trouble));
        }
    }

    /** The PID of this very configuration, {@code factory~name}; the factory's where it is not known. */
    public static String pid(String factory, Map<String, Object> properties) {
        return properties.get(Constants.SERVICE_PID) instanceof String pid ? pid : factory;
    }

    /** @throws IllegalArgumentException when out of range; the message begins with the property */
    public static Duration seconds(String property, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(property + " must be " + least + " to " + most);
        }
        return Duration.ofSeconds(value);
    }

    /** @throws IllegalArgumentException when out of range; the message begins with the property */
    public static MilliSatoshi feeBase(long msat) {
        if (msat < 0 || msat > 1_000_000_000) {
            throw new IllegalArgumentException("fee.base.msat must be 0 to 1000000000");
        }
        return MilliSatoshi.of(msat);
    }

    /** @throws IllegalArgumentException when out of range; the message begins with the property */
    public static int feePartsPerMillion(int value) {
        if (value < 0 || value > 1_000_000) {
            throw new IllegalArgumentException("fee.ppm must be 0 to 1000000");
        }
        return value;
    }

    public String pid() {
        return pid;
    }

    public Optional<String> problem() {
        return trouble.or(() -> host.flatMap(WalletHost::problem));
    }

    public void close() throws InterruptedException {
        if (host.isPresent()) {
            host.get().close();
        }
    }
}
