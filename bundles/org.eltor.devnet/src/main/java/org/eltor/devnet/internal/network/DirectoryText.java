package org.eltor.devnet.internal.network;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** What all directory documents of the private network have in common. */
final class DirectoryText {

    /** The version every relay claims; the protocol list is what counts for clients. */
    static final String VERSION = "Tor 0.4.9.11";
    /**
     * FlowCtrl=2 is congestion control; a client negotiates it only with exits that list it here.
     */
    static final String PROTOCOLS = "Conflux=1 Cons=1-2 Desc=1-4 DirCache=2 FlowCtrl=1-2 HSDir=2 HSIntro=4-5"
            + " HSRend=1-2 Link=3-5 LinkAuth=3 Microdesc=1-3 Padding=2 Relay=2-6";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private DirectoryText() {}

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }
}
