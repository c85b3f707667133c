package org.eltor.wallet.support.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A TLV stream (BOLT 1): records with ascending types. */
final class TlvStream {
    private final TreeMap<Long, byte[]> records = new TreeMap<>();

    private TlvStream() {}

    static TlvStream parse(byte[] bytes) throws CodecException {
        TlvStream stream = new TlvStream();
        Cursor cursor = new Cursor(bytes);
        while (cursor.left() > 0) {
            long type = cursor.bigSize();
            long length = cursor.bigSize();
            if (length < 0 || length > cursor.left()) {
                throw new CodecException("a field is cut off");
            }
            if (!stream.records.isEmpty() && Long.compareUnsigned(type, stream.records.lastKey()) <= 0) {
                throw new CodecException("its fields are not in order");
            }
            if (type < 0) {
                throw new CodecException("it has a field that is not known");
            }
            stream.records.put(type, cursor.take((int) length));
        }
        return stream;
    }

    boolean has(long type) {
        return records.containsKey(type);
    }

    Optional<byte[]> bytes(long type) {
        return Optional.ofNullable(records.get(type)).map(byte[]::clone);
    }

    /** A truncated integer: at most 8 bytes without leading zeros. */
    Optional<Long> number(long type) throws CodecException {
        byte[] value = records.get(type);
        if (value == null) {
            return Optional.empty();
        }
        if (value.length > 8 || value.length > 0 && value[0] == 0) {
            throw new CodecException("a number in it is malformed");
        }
        long result = 0;
        for (byte part : value) {
            result = result << 8 | part & 0xff;
        }
        if (result < 0) {
            throw new CodecException("a number in it is out of range");
        }
        return Optional.of(result);
    }

    Optional<String> hex(long type, int length) throws CodecException {
        byte[] value = records.get(type);
        if (value != null && value.length != length) {
            throw new CodecException("a field has the wrong length");
        }
        return Optional.ofNullable(value).map(HexFormat.of()::formatHex);
    }

    Optional<String> text(long type) throws CodecException {
        byte[] value = records.get(type);
        try {
            return value == null
                    ? Optional.empty()
                    : Optional.of(StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(value))
                            .toString());
        } catch (CharacterCodingException e) {
            throw new CodecException("a text in it is not UTF-8");
        }
    }

    /** Refuses feature bits that must be understood: none is known here (BOLT 9). */
    void demandNoEvenBit(long type) throws CodecException {
        for (byte part : records.getOrDefault(type, new byte[0])) {
            if ((part & 0x55) != 0) {
                throw new CodecException("it demands a feature that is not known");
            }
        }
    }

    /** Refuses even types that are not among those known: they must be understood (BOLT 1). */
    void demandKnown(Set<Long> known) throws CodecException {
        for (long type : records.keySet()) {
            if (type % 2 == 0 && !known.contains(type)) {
                throw new CodecException("it has a field that is not known");
            }
        }
    }

    /** Refuses types outside of the ranges, given as pairs of first and last. */
    void demandWithin(long... ranges) throws CodecException {
        for (long type : records.keySet()) {
            boolean within = false;
            for (int i = 0; i < ranges.length; i += 2) {
                within |= type >= ranges[i] && type <= ranges[i + 1];
            }
            if (!within) {
                throw new CodecException("it has a field that does not belong there");
            }
        }
    }

    private static final class Cursor {
        private final byte[] bytes;
        private int at;

        Cursor(byte[] bytes) {
            this.bytes = bytes;
        }

        int left() {
            return bytes.length - at;
        }

        byte[] take(int length) throws CodecException {
            if (length > left()) {
                throw new CodecException("a field is cut off");
            }
            at += length;
            return Arrays.copyOfRange(bytes, at - length, at);
        }

        /** BigSize: 1, 3, 5 or 9 bytes, the shortest that fits. */
        long bigSize() throws CodecException {
            int first = take(1)[0] & 0xff;
            if (first < 0xfd) {
                return first;
            }
            int length = 1 << first - 0xfc;
            long value = 0;
            for (byte part : take(length)) {
                value = value << 8 | part & 0xff;
            }
            long least = length == 2 ? 0xfd : length == 4 ? 0x10000 : 0x100000000L;
            if (Long.compareUnsigned(value, least) < 0) {
                throw new CodecException("a number in it is not in its shortest form");
            }
            return value;
        }
    }
}
