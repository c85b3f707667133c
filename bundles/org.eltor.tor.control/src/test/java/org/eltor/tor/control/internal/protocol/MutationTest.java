package org.eltor.tor.control.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Lines that tor almost said, always the same ones. */
class MutationTest {
    private static final int LINES = 100_000;
    private static final String F = "$9695DFC35FFEB861329B9F1AB04C46397020CE31";
    private static final List<String> SEEDS = List.of(
            "650 CIRC 7 EXTENDED " + F + "~a," + F + "=b BUILD_FLAGS=NEED_CAPACITY PURPOSE=GENERAL REASON=TIMEOUT",
            "650 STREAM 18 NEW 0 a.example:443 PURPOSE=USER SOCKS_USERNAME=\"a \\\"b\\\" \\101\"",
            "650 CIRC_BW ID=11 READ=272 WRITTEN=817 DELIVERED_READ=12 OVERHEAD_READ=34 DELIVERED_WRITTEN=56",
            "650 ORCONN " + F + "~tama CLOSED REASON=DONE NCIRCS=3 ID=18",
            "650+NEWCONSENSUS\r\nr a b c\r\ns Fast\r\n.\r\n650 OK",
            "650-CONF_CHANGED\r\n650-ContactInfo=\"x \\\\ \\303\\251\"\r\n650-ExitPolicy\r\n650 OK",
            "650 STATUS_CLIENT WARN BOOTSTRAP PROGRESS=80 TAG=conn_or SUMMARY=\"Connecting\" REASON=NOROUTE",
            "650 GUARD ENTRY " + F + " BAD",
            "650 NEWDESC " + F + "=Moonshine " + F + "~Unnamed",
            "250-version=0.4.9.11\r\n250 OK",
            "250+version=\r\n..data\r\n\r\n.\r\n250 OK",
            "250 ControlPort=\"9051 \\\"x\\\"\"",
            "552-Unrecognized configuration key \"a\"\r\n552 Unrecognized configuration key \"b\"",
            "250 EXTENDED 46",
            "250-PROTOCOLINFO 1\r\n250-AUTH METHODS=COOKIE,SAFECOOKIE COOKIEFILE=\"/a\\\"\\346\"\r\n250 OK",
            "250 AUTHCHALLENGE SERVERHASH=" + "AB".repeat(32) + " SERVERNONCE=" + "CD".repeat(32));

    @Test
    void nothingButTypedFailures() {
        Random random = new Random(20_260_101);
        AnyText any = new AnyText();

        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int i = 0; i < LINES; i++) {
                any.take(mutated(SEEDS.get(random.nextInt(SEEDS.size())), random));
            }
        });

        assertThat(any.events()).isGreaterThan(LINES / 10);
        assertThat(any.replies()).isGreaterThan(LINES / 10);
        assertThat(any.refused()).isGreaterThan(LINES / 10);
    }

    private static byte[] mutated(String seed, Random random) {
        byte[] bytes = (seed + "\r\n").getBytes(StandardCharsets.UTF_8);
        for (int count = random.nextInt(4); count > 0; count--) {
            bytes = mutatedOnce(bytes, random);
        }
        return bytes;
    }

    private static byte[] mutatedOnce(byte[] bytes, Random random) {
        int at = random.nextInt(Math.max(1, bytes.length));
        switch (random.nextInt(5)) {
            case 0: // another byte
                byte[] changed = bytes.clone();
                if (changed.length > 0) {
                    changed[at] = (byte) random.nextInt(256);
                }
                return changed;
            case 1: // cut off
                return Arrays.copyOf(bytes, at);
            case 2: // one of the characters that mean something
                return inserted(bytes, at, " =\"\\\r\n.+-650$,:~".charAt(random.nextInt(16)));
            case 3: // a piece twice
                byte[] twice = Arrays.copyOf(bytes, bytes.length + at);
                System.arraycopy(bytes, 0, twice, bytes.length, at);
                return twice;
            default: // a piece left out
                return Arrays.copyOfRange(bytes, at, bytes.length);
        }
    }

    private static byte[] inserted(byte[] bytes, int at, char character) {
        byte[] longer = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, longer, 0, at);
        longer[at] = (byte) character;
        System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
        return longer;
    }
}
