package org.eltor.devnet.internal.network;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The network status document (dir-spec 3.4.1) in its two flavors, signed by the one authority. */
final class Consensus {

    /** Which documents the entries refer to. */
    enum Flavor {
        /** Server descriptors; signed over SHA-1, and the signature line names no algorithm. */
        NS,
        /** Microdescriptors; signed over SHA-256. */
        MICRODESC
    }

    private static final Comparator<ForgedRelay> BY_IDENTITY = (a, b) -> Arrays.compareUnsigned(
            a.keys().identity().fingerprint(), b.keys().identity().fingerprint());

    private final Flavor flavor;
    private final Authority authority;

    Consensus(Flavor flavor, Authority authority) {
        this.flavor = flavor;
        this.authority = authority;
    }

    /** The whole document, valid from ten minutes before {@code now} for four days. */
    String text(List<ForgedRelay> relays, Instant now) {
        StringBuilder text = new StringBuilder(preamble(now));
        relays.stream().sorted(BY_IDENTITY).forEach(relay -> text.append(entry(relay)));
        text.append(footer()).append("directory-signature "); // the signature covers this space, too
        byte[] content = Bytes.ascii(text.toString());
        text.append(flavor == Flavor.NS ? "" : "sha256 ")
                .append(authority.v3Identity())
                .append(' ')
                .append(authority.signingKeyDigest())
                .append('\n')
                .append(authority.sign(flavor == Flavor.NS ? Bytes.sha1(content) : Bytes.sha256(content)));
        return text.toString();
    }

    private String preamble(Instant now) {
        return "network-status-version 3" + (flavor == Flavor.NS ? "" : " microdesc") + "\n"
                + "vote-status consensus\n"
                + "consensus-method 34\n"
                + "valid-after " + DirectoryText.time(now.minusSeconds(600)) + "\n"
                + "fresh-until " + DirectoryText.time(now.plus(Duration.ofDays(2))) + "\n"
                + "valid-until " + DirectoryText.time(now.plus(Duration.ofDays(4))) + "\n"
                + "voting-delay 2 2\n"
                + "client-versions \n"
                + "server-versions \n"
                + "known-flags Authority Exit Fast Guard HSDir NoEdConsensus Running Stable V2Dir Valid\n"
                + "recommended-client-protocols Cons=2 Desc=2 DirCache=2 FlowCtrl=1-2 HSDir=2 HSIntro=4 HSRend=2"
                + " Link=4-5 Microdesc=2 Relay=2-4\n"
                + "required-client-protocols Cons=2 Desc=2 FlowCtrl=1 Link=4 Microdesc=2 Relay=2\n"
                + "params cc_alg=2\n" // congestion control as in the public network
                + "dir-source auth " + authority.v3Identity() + " " + Authority.ADDRESS + " " + Authority.ADDRESS + " "
                + Authority.DIR_PORT + " " + Authority.OR_PORT + "\n"
                + "contact none\n"
                + "vote-digest " + "A".repeat(40) + "\n";
    }

    private String entry(ForgedRelay relay) {
        RelayProfile profile = relay.profile();
        boolean ns = flavor == Flavor.NS;
        return "r " + profile.nickname() + " "
                + Bytes.base64(relay.keys().identity().fingerprint()) + " "
                + (ns ? Bytes.base64(relay.descriptor().digest()) + " " : "")
                + "2038-01-01 00:00:00 " + profile.address() + " " + profile.orPort() + " 0\n"
                + (ns ? "" : "m " + Bytes.base64(relay.microdescriptor().digest()) + "\n")
                + "s " + profile.flags() + "\n"
                + "v " + DirectoryText.VERSION + "\n"
                + "pr " + DirectoryText.PROTOCOLS + "\n"
                + "w Bandwidth=" + profile.bandwidth() + "\n"
                + (ns ? "p " + (profile.exit() ? "accept" : "reject") + " 1-65535\n" : "");
    }

    private static String footer() {
        return "directory-footer\n"
                + "bandwidth-weights Wbd=0 Wbe=0 Wbg=4000 Wbm=10000 Wdb=10000 Web=10000 Wed=10000 Wee=10000 Weg=10000"
                + " Wem=10000 Wgb=10000 Wgd=0 Wgg=6000 Wgm=6000 Wmb=10000 Wmd=0 Wme=0 Wmg=4000 Wmm=10000\n";
    }
}
