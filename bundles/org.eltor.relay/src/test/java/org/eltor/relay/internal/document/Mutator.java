package org.eltor.relay.internal.document;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Changes documents by chance, in ways that parsers are known to stumble over. */
final class Mutator {
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

    private Mutator() {}

    static byte[] mutated(byte[] seed, SplittableRandom random) {
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

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
