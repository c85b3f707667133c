package org.eltor.devnet.internal.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The cached directory files from which every tor of the network starts, instead of downloading
 * anything. Relays work with microdescriptors, as in the public network; clients with server
 * descriptors, which alone hold payment lines.
 */
final class DirectorySeed {

    private final String authorityIdentity;
    private final String certificate;
    private final String nsConsensus;
    private final String descriptors;
    private final String microdescConsensus;
    private final String microdescriptors;

    DirectorySeed(Authority authority, List<ForgedRelay> relays, Instant now) {
        String time = DirectoryText.time(now);
        authorityIdentity = authority.v3Identity();
        certificate = authority.certificate(now);
        nsConsensus = new Consensus(Consensus.Flavor.NS, authority).text(relays, now);
        microdescConsensus = new Consensus(Consensus.Flavor.MICRODESC, authority).text(relays, now);
        descriptors = relays.stream()
                .map(relay -> "@downloaded-at " + time + "\n@source \"127.0.0.1\"\n"
                        + relay.descriptor().text())
                .collect(Collectors.joining());
        microdescriptors = relays.stream()
                .map(relay ->
                        "@last-listed " + time + "\n" + relay.microdescriptor().text())
                .collect(Collectors.joining());
    }

    /** The v3 identity that every torrc must name. */
    String authorityIdentity() {
        return authorityIdentity;
    }

    void writeForRelay(Path dataDirectory) throws IOException {
        Files.writeString(dataDirectory.resolve("cached-certs"), certificate);
        Files.writeString(dataDirectory.resolve("cached-microdesc-consensus"), microdescConsensus);
        Files.writeString(dataDirectory.resolve("cached-microdescs"), microdescriptors);
    }

    void writeForClient(Path dataDirectory) throws IOException {
        Files.writeString(dataDirectory.resolve("cached-certs"), certificate);
        Files.writeString(dataDirectory.resolve("cached-consensus"), nsConsensus);
        Files.writeString(dataDirectory.resolve("cached-descriptors"), descriptors);
    }
}
