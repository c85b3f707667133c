package org.eltor.relay.internal.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.eltor.relay.internal.directory.Texts;
import org.junit.jupiter.api.Test;

/**
 * Mutated documents: whatever they say, they are read, skipped or refused by a {@link DocumentException}, quickly. Runs
 * a few of them; {@code -Deltor.fuzz=1000000} runs a million, {@code -Deltor.fuzz.seed} others.
 */
class FuzzTest {
    private static final int DOCUMENTS = Integer.getInteger("eltor.fuzz", 40_000);
    private static final long SEED = Long.getLong("eltor.fuzz.seed", 1);
    /** Far above what any of these small documents takes, collections of garbage included. */
    private static final Duration HANG = Duration.ofSeconds(5);

    private static final Pattern HARMLESS = Pattern.compile("(line [0-9]+: )?[a-zA-Z0-9, -]+");
    private static final int MOST_BYTES = 20_000;

    private static final String[] HOSTILE = {
        "-1",
        "99999999999999999999",
        "4294967296",
        "2147483648",
        "\u001b[2J",
        "\0",
        "\r",
        "\n",
        "\n\n",
        " ",
        "=",
        ",",
        "-",
        "$",
        "@",
        "\u00ff",
        "r ",
        "\nr ",
        "\ns ",
        "\nm ",
        "\nw Bandwidth=",
        "\np accept ",
        "\np6 reject ",
        "\nfamily ",
        "\nfamily-ids ed25519:",
        "\nonion-key\n",
        "\nrouter ",
        "\ndirectory-footer\n",
        "accept *:*\n",
        "-----BEGIN X-----\n",
        "-----END X-----\n",
        "1-65535,",
        "0-65536",
        "[::]",
        "*:*",
        "PaymentRateMsats ",
        "~",
        "ed25519"
    };

    private final List<byte[]> seeds = List.of(
            bytes(Samples.CONSENSUS),
            bytes(Samples.MICRODESCRIPTORS),
            bytes(Samples.DESCRIPTORS),
            bytes(Samples.STATUS));

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void theSamplesThemselvesAreGood() throws DocumentException {
        SkipCounts skipped = new SkipCounts();
        Pool pool = new Pool();
        assertThat(ConsensusParser.parse(seeds.get(0), pool, skipped).entries()).hasSize(3);
        assertThat(new MicrodescriptorCache(pool).read(seeds.get(1), skipped)).hasSize(2);
        assertThat(new DescriptorCache(pool, false).read(seeds.get(2), skipped)).hasSize(2);
        assertThat(StatusParser.parse(seeds.get(3), pool, skipped)).hasSize(2);
        assertThat(skipped).hasToString("none");
    }

    @Test
    void mutatedDocumentsAreReadOrRefused() {
        SplittableRandom random = new SplittableRandom(SEED);
        Readers readers = new Readers();
        long before = used();
        for (int i = 0; i < DOCUMENTS; i++) {
            byte[] text = mutated(seeds.get(i % seeds.size()), random);
            long start = System.nanoTime();
            try {
                readers.read(text, i % seeds.size());
            } catch (RuntimeException | Error e) {
                throw new AssertionError(
                        "seed " + SEED + ", document " + i + ": " + new String(text, StandardCharsets.ISO_8859_1), e);
            }
            long nanos = System.nanoTime() - start;
            if (nanos > HANG.toNanos()) {
                fail("seed %d, document %d took %d ms", SEED, i, nanos / 1_000_000);
            }
        }
        assertThat(readers.refused).isPositive();
        assertThat(readers.read).isPositive();
        assertThat(used() - before).isLessThan(64L << 20);
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Parsers that live on from document to document, as in use. */
    private static final class Readers {
        private final Pool pool = new Pool();
        private final MicrodescriptorCache microdescriptors = new MicrodescriptorCache(pool);
        private final DescriptorCache checked = new DescriptorCache(pool, false);
        private final DescriptorCache unchecked = new DescriptorCache(pool, true);
        private int read;
        private int refused;

        /** Nothing of the document gets into the message. */
        private static void assertHarmless(DocumentException e) {
            if (!HARMLESS.matcher(e.getMessage()).matches()) {
                fail("message " + e.getMessage());
            }
        }

        private void read(byte[] text, int kind) {
            pool.nextGeneration();
            SkipCounts skipped = new SkipCounts();
            try {
                switch (kind) {
                    case 0 -> ConsensusParser.parse(text, pool, skipped);
                    case 1 -> microdescriptors.read(text, skipped);
                    case 2 -> {
                        checked.read(text, skipped);
                        unchecked.read(text, skipped);
                    }
                    default -> StatusParser.parse(text, pool, skipped);
                }
                read++;
                skipped.first().ifPresent(Readers::assertHarmless);
            } catch (DocumentException e) {
                refused++;
                assertHarmless(e);
            }
        }
    }

    private static byte[] mutated(byte[] seed, SplittableRandom random) {
        byte[] text = seed;
        for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
            int at = random.nextInt(text.length + 1);
            text = switch (random.nextInt(7)) {
                case 0 -> spliced(text, at, at + 1, new byte[] {(byte) random.nextInt(256)});
                case 1 -> spliced(text, at, at + 1 + random.nextInt(40), new byte[0]);
                case 2 -> spliced(text, at, at, bytes(HOSTILE[random.nextInt(HOSTILE.length)]));
                case 3 -> spliced(text, at, at + random.nextInt(12), bytes(HOSTILE[random.nextInt(HOSTILE.length)]));
                case 4 -> { // a piece again, elsewhere
                    int from = random.nextInt(text.length + 1);
                    int to = Math.min(text.length, from + random.nextInt(300));
                    yield spliced(text, at, at, Arrays.copyOfRange(text, from, to));
                }
                case 5 -> random.nextInt(4) == 0 ? Arrays.copyOf(text, at) : text;
                default -> { // one bit
                    byte[] copy = text.clone();
                    if (at < copy.length) {
                        copy[at] ^= (byte) (1 << random.nextInt(8));
                    }
                    yield copy;
                }
            };
        }
        return text.length > MOST_BYTES ? Arrays.copyOf(text, MOST_BYTES) : text;
    }

    private static byte[] spliced(byte[] text, int from, int to, byte[] between) {
        int rest = Math.min(text.length, to);
        byte[] result = Arrays.copyOf(text, from + between.length + text.length - rest);
        System.arraycopy(between, 0, result, from, between.length);
        System.arraycopy(text, rest, result, from + between.length, text.length - rest);
        return result;
    }

    /** Small documents with every kind of line that is read. */
    private static final class Samples {
        private static final String HEAD = """
                network-status-version 3 microdesc
                vote-status consensus
                consensus-method 33
                valid-after 2026-02-28 06:00:00
                fresh-until 2026-02-28 07:00:00
                valid-until 2026-02-28 09:00:00
                known-flags BadExit Exit Fast Guard HSDir Running Stable V2Dir Valid
                required-client-protocols Cons=2 FlowCtrl=1 Link=4
                recommended-client-protocols Cons=2 FlowCtrl=1-2 Link=4-5
                params bwweightscale=10000 cbttestfreq=-1
                """;
        private static final String DETAILS = """
                a [2001:db8::1]:9001
                m hexCSdn00Pt+MyaFvaSi92OIeaHgr/pm/XDyvy94TqI
                s Exit Fast Guard Running Stable Valid
                v Tor 0.4.9.5
                pr FlowCtrl=1-2 Link=1-5
                w Bandwidth=22600 Unmeasured=1
                p accept 20-23,80,443
                """;
        private static final String CONSENSUS =
                HEAD + entry(1) + DETAILS + entry(2) + DETAILS + entry(3) + DETAILS + """
                directory-footer
                bandwidth-weights Wbd=0 Wbe=0 Wbg=4243 Wgg=5757 Wmg=4243
                directory-signature sha256 0232AF901C31A04EE9848595AF9BB7620D4C5B2E 9228BF7DA38E6EA90B55870835
                -----BEGIN SIGNATURE-----
                AAAA
                -----END SIGNATURE-----
                """;
        private static final String STATUS = Texts.entry(1, "Exit Guard Running Valid", 5) + "p reject 25,119\n"
                + Texts.entry(2, "Running Valid", 7) + "a [2001:db8::2]:1\n";
        private static final String MICRODESCRIPTORS = """
                @last-listed 2026-02-28 06:00:00
                onion-key
                -----BEGIN RSA PUBLIC KEY-----
                MIGJAoGBAMjlHH/daN43cSVRaHBwgUfnszzAhg98EvivJ9Qxfv51mvQUxPjQ07es
                -----END RSA PUBLIC KEY-----
                ntor-onion-key AppBt6CSeb1kKid/36ototmFA24ddfW5JpjWPLuoJgs=
                family $0BC8BA32CC3CB0F598E0C92778F7C0946DFBCE91 $195712E96FD1C1B18D14D09E9E4E7A6416E23B2C relay
                p accept 1-700,800-1000
                p6 reject 25
                id ed25519 J5lkRqyL6qW+CpN3E4RIlgJZeLgwjtmOOrjZvVhuwLQ
                onion-key
                ntor-onion-key FChIfm77vrWB7JsxQ+jMbN6VSSp1P0DYbw/2aqey4iA
                family-ids ed25519:dXMgdGhlIHRyaXVtcGguICAgIC1UaG9tYXMgUGFpbmU other:Example
                id ed25519 VGhpcyBpc24ndCBhY3R1YWxseSBhIHB1YmxpYyBrZXk
                """;
        private static final String DESCRIPTORS = Texts.descriptor(
                        1,
                        "PaymentBolt12Offer " + Texts.OFFER,
                        "PaymentRateMsats 1000",
                        "PaymentInterval 60",
                        "PaymentInvervalRounds 10",
                        "family $" + "A".repeat(40) + " relay2",
                        "reject 10.0.0.0/8:*",
                        "reject 1.2.3.4/255.255.0.0:80-90",
                        "ipv6-policy accept 80,443")
                + Texts.descriptor(2, "or-address [2001:db8::2]:5", "uptime 5", "reject *:25");

        private static String entry(int number) {
            return "r relay" + number + " " + Texts.base64(number) + " 2038-01-01 00:00:00 10.0.0." + number
                    + " 9001 0\n";
        }
    }
}
