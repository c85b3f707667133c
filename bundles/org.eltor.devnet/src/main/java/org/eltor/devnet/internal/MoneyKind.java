package org.eltor.devnet.internal;

import java.util.Arrays;
import java.util.Optional;
import org.eltor.api.status.ComponentStatus;

/** The Lightning network on which the relays of a network are paid: a wallet that pays, and accounts that receive. */
public enum MoneyKind {
    /** Real channels, offers and preimages, on regtest in this JVM. */
    LIGHTNING("lightning", "org.eltor.devnet.lightning"),
    /** A wallet and its payees in one object. */
    SIMULATED("simulated", "org.eltor.wallet.simulated");

    /** The service property by which a wallet and its receiver are told from other pairs. */
    static final String PROPERTY = "eltor.wallet";

    /** The property in which its services say how many milliseconds their network took to start. */
    static final String STARTED_AFTER = "eltor.started.ms";

    private final String word;
    private final String pid;

    MoneyKind(String word, String pid) {
        this.word = word;
        this.pid = pid;
    }

    /** The word of the option {@code --wallet}, which is the value of the service property too. */
    public String word() {
        return word;
    }

    /** The configuration of its bundle, by which its status is known too. */
    String pid() {
        return pid;
    }

    /** The kind that {@code word} names. */
    static Optional<MoneyKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    /** Real Lightning where its bundle is installed: a build without npm leaves it out. */
    public static MoneyKind usual(Platform platform) {
        return LIGHTNING.isInstalled(platform) ? LIGHTNING : SIMULATED;
    }

    boolean isInstalled(Platform platform) {
        return platform.all(ComponentStatus.class).stream()
                .anyMatch(status -> status.component().equals(pid));
    }
}
