package org.eltor.wallet.nwc.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eltor.wallet.nwc.internal.crypto.Encryption;
import org.eltor.wallet.nwc.internal.nostr.NostrEvent;

/**
 * What a wallet service says of itself in its info event.
 *
 * @param methods what it does
 * @param encryption the best encryption that it understands
 * @param createdAt when it said so, in seconds
 */
record WalletInfo(Set<String> methods, Encryption encryption, long createdAt) {
    static final int KIND = 13194;

    static WalletInfo of(NostrEvent event) {
        List<String> encryptions =
                Arrays.asList(event.tag("encryption").orElse("").split("[ ,]+"));
        return new WalletInfo(
                Arrays.stream(event.content().trim().split("\\s+")).limit(100).collect(Collectors.toSet()),
                encryptions.contains(Encryption.NIP44.tag()) ? Encryption.NIP44 : Encryption.NIP04,
                event.createdAt());
    }
}
