package org.eltor.payment.internal.payee;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Questions for TXT records, and what a resolver answers, in the form of DNS itself (RFC 1035, 8484). Pure.
 *
 * @param authentic the resolver says that it has validated all of it (AD, RFC 6840)
 * @param records the TXT records, each put together from its strings
 */
record DnsAnswer(boolean authentic, List<String> records) {
    private static final int TXT = 16;
    private static final int CNAME = 5;
    private static final int MOST_ALIASES = 10;
    private static final int NO_SUCH_NAME = 3;

    /** Asks for the TXT records of a name that ends with a dot, and for validation. */
    static byte[] question(String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 0, 1, 0x20, 0, 1, 0, 0, 0, 0, 0, 0});
        for (String label : name.split("\\.")) {
            out.write(label.length());
            out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        out.writeBytes(new byte[] {0, 0, TXT, 0, 1});
        return out.toByteArray();
    }

    /** Reads the answer to {@link #question}; follows aliases within it. */
    static DnsAnswer parse(byte[] message, String name) throws PayeeException {
        Reader reader = new Reader(message);
        reader.skip(2);
        int flags = reader.number(2);
        int error = flags & 15;
        if ((flags & 0x8000) == 0 || error != 0 && error != NO_SUCH_NAME) {
            throw new PayeeException("the resolver could not answer (" + error + ")", true);
        }
        int questions = reader.number(2);
        int answers = reader.number(2);
        reader.skip(4);
        for (int i = 0; i < questions; i++) {
            reader.name();
            reader.skip(4);
        }
        Map<String, String> aliases = new HashMap<>();
        Map<String, List<String>> texts = new HashMap<>();
        for (int i = 0; i < answers; i++) {
            String owner = reader.name();
            int type = reader.number(2);
            reader.skip(6);
            int end = reader.number(2) + reader.at;
            if (type == CNAME) {
                aliases.put(owner, reader.name());
            } else if (type == TXT) {
                texts.computeIfAbsent(owner, each -> new ArrayList<>()).add(reader.texts(end));
            }
            reader.skip(end - reader.at);
        }
        String owner = name.toLowerCase(Locale.ROOT);
        for (int i = 0; i < MOST_ALIASES && aliases.containsKey(owner); i++) {
            owner = aliases.get(owner);
        }
        return new DnsAnswer((flags & 0x20) != 0, texts.getOrDefault(owner, List.of()));
    }

    private static final class Reader {
        private final byte[] message;
        private int at;

        Reader(byte[] message) {
            this.message = message;
        }

        void skip(int count) throws PayeeException {
            if (count < 0 || count > message.length - at) {
                throw new PayeeException("the resolver's answer is malformed", true);
            }
            at += count;
        }

        int number(int length) throws PayeeException {
            int from = at;
            skip(length);
            int value = 0;
            for (int i = from; i < at; i++) {
                value = value << 8 | message[i] & 0xff;
            }
            return value;
        }

        String texts(int end) throws PayeeException {
            StringBuilder text = new StringBuilder();
            while (at < end) {
                int length = number(1);
                skip(length);
                text.append(new String(message, at - length, length, StandardCharsets.ISO_8859_1));
            }
            return text.toString();
        }

        /** A name in lower case with a dot at its end; compressed ones point back, and so come to an end. */
        String name() throws PayeeException {
            StringBuilder name = new StringBuilder();
            int back = -1;
            while (true) {
                int length = number(1);
                if (length >= 0xc0) {
                    int target = (length & 0x3f) << 8 | number(1);
                    back = back < 0 ? at : back;
                    if (target >= at - 2 || name.length() > 255) {
                        throw new PayeeException("the resolver's answer is malformed", true);
                    }
                    at = target;
                } else if (length == 0) {
                    at = back < 0 ? at : back;
                    return name.toString().toLowerCase(Locale.ROOT);
                } else {
                    skip(length);
                    name.append(new String(message, at - length, length, StandardCharsets.ISO_8859_1))
                            .append('.');
                    if (name.length() > 255) {
                        throw new PayeeException("the resolver's answer is malformed", true);
                    }
                }
            }
        }
    }
}
