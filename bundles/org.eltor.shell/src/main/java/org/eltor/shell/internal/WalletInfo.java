package org.eltor.shell.internal;

import java.util.Optional;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.WalletCapabilities;

/**
 * A wallet at one moment.
 *
 * @param name its name
 * @param capabilities what it can do
 * @param balance what can be spent; empty when it did not say
 * @param problem why it did not; empty when it did
 */
public record WalletInfo(
        String name, WalletCapabilities capabilities, Optional<MilliSatoshi> balance, Optional<String> problem) {}
