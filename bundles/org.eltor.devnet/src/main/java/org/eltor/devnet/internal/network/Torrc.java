package org.eltor.devnet.internal.network;

import java.nio.file.Path;
import java.util.List;

/**
 * The configuration files of the network's processes. Every address in them is a loopback address.
 */
final class Torrc {

    private static final String FAKE_AUTHORITY_FINGERPRINT = "A".repeat(40);

    /**
     * A quiet process that ends with this JVM and looks up, downloads and builds nothing by itself.
     */
    private static final String COMMON = """
            SafeLogging 0
            RunAsDaemon 0
            ShutdownWaitLength 0
            TestingTorNetwork 1
            CookieAuthentication 1
            ConnLimit 60
            NumCPUs 1
            MaxMemInQueues 256 MB
            AvoidDiskWrites 1
            PathsNeededToBuildCircuits 0.25
            __DisablePredictedCircuits 1
            ConfluxEnabled 0
            VanguardsLiteEnabled 0
            """;

    private static final String RELAY = """
            SocksPort 0
            AssumeReachable 1
            PublishServerDescriptor 0
            DirCache 0
            ServerDNSDetectHijacking 0
            ServerDNSTestAddresses
            ServerDNSAllowBrokenConfig 1
            ServerDNSAllowNonRFC953Hostnames 1
            SigningKeyLifetime 365 days
            DoSCircuitCreationEnabled 0
            DoSConnectionEnabled 0
            DoSStreamCreationEnabled 0
            RefuseUnknownExits 0
            ExtraInfoStatistics 0
            DirReqStatistics 0
            BandwidthRate 1 GB
            BandwidthBurst 1 GB
            """;

    /**
     * The documents say that exits accept everything; the processes go no further than this
     * machine.
     */
    private static final String EXIT = """
            ExitRelay 1
            ExitPolicyRejectPrivate 0
            ExitPolicy accept 127.0.0.0/8:*
            ExitPolicy reject *:*
            """;

    private static final String NO_EXIT = """
            ExitRelay 0
            ExitPolicy reject *:*
            """;

    /**
     * A client to be steered by a controller: it closes no circuit of its own accord. Without the
     * fixed build timeout it learns one below 100 ms, as loopback is that fast.
     */
    private static final String CLIENT = """
            ClientOnly 1
            OutboundBindAddress 127.0.0.1
            SocksPort 127.0.0.1:auto
            UseMicrodescriptors 0
            EnforceDistinctSubnets 1
            ClientUseIPv6 0
            CircuitPadding 0
            ConnectionPadding 0
            LearnCircuitBuildTimeout 0
            CircuitBuildTimeout 10
            NewCircuitPeriod 1 day
            MaxCircuitDirtiness 30 days
            """;

    private final String authorityIdentity;
    private final boolean eltorDaemon;
    private final long owner;

    /**
     * @param authorityIdentity the authority's v3 identity
     * @param eltorDaemon whether an elTor daemon reads it: that one writes every payment id to its
     *     notice log
     * @param owner id of the process with which all of them end
     */
    Torrc(String authorityIdentity, boolean eltorDaemon, long owner) {
        this.authorityIdentity = authorityIdentity;
        this.eltorDaemon = eltorDaemon;
        this.owner = owner;
    }

    String relay(RelayProfile profile, NodeFiles files) {
        String address = profile.address();
        return common(files) + RELAY + (profile.exit() ? EXIT : NO_EXIT)
                + "Nickname " + profile.nickname() + "\n"
                + "ContactInfo " + profile.offer().contact() + "\n"
                + "Address " + address + "\n"
                + "ORPort " + address + ":" + profile.orPort() + " IPv4Only\n"
                + "ServerDNSResolvConfFile " + files.resolvConf() + "\n";
    }

    String client(NodeFiles files, List<String> furtherLines) {
        String further = furtherLines.isEmpty() ? "" : String.join("\n", furtherLines) + "\n";
        return common(files) + CLIENT + further;
    }

    private String common(NodeFiles files) {
        Path directory = files.directory();
        return COMMON
                + "DataDirectory " + directory + "\n"
                + "Log " + (eltorDaemon ? "warn" : "notice") + " file " + files.log() + "\n"
                + "ControlSocket " + files.controlSocket() + "\n"
                + "CookieAuthFile " + files.cookie() + "\n"
                + "GeoIPFile " + files.empty() + "\n" // reading the real ones takes longer than all the rest
                + "GeoIPv6File " + files.empty() + "\n"
                + "__OwningControllerProcess " + owner + "\n"
                + "DirAuthority devnet orport=" + Authority.OR_PORT + " no-v2 v3ident=" + authorityIdentity + " "
                + Authority.ADDRESS + ":" + Authority.DIR_PORT + " " + FAKE_AUTHORITY_FINGERPRINT + "\n";
    }
}
