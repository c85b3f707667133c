package org.eltor.payment.internal.payee;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** A TLV stream (BOLT 1): records in ascending order of their types. */
final class TlvStream {
    private final TreeMap<Long, byte[]> records = new TreeMap<>();

    private TlvStream() {}

    static TlvStream parse(byte[] bytes) throws PayeeException {
        TlvStream stream = new TlvStream();
        ByteReader reader = new ByteReader(bytes);
        while (reader.left() > 0) {
            long type = reader.bigSize();
            long length = reader.bigSize();
            if (length > reader.left()) {
                throw new PayeeException("a field is cut off");
            }
            if (!stream.records.isEmpty() && type <= stream.records.lastKey()) {
                throw new PayeeException("its fields are not in order");
            }
            stream.records.put(type, reader.take((int) length));
        }
        return stream;
    }

    Set<Long> types() {
        return records.keySet();
    }

    boolean has(long type) {
        return records.containsKey(type);
    }

    Optional<byte[]> bytes(long type) {
        return Optional.ofNullable(records.get(type)).map(byte[]::clone);
    }

    /** A truncated integer ({@code tu64}, BOLT 1): at most eight bytes, none of them a leading zero. */
    OptionalLong number(long type) throws PayeeException {
        byte[] value = records.get(type);
        if (value == null) {
            return OptionalLong.empty();
        }
        if (value.length > 8 || value.length > 0 && value[0] == 0) {
            throw new PayeeException("a number in it is malformed");
        }
        long result = 0;
        for (byte part : value) {
            result = result << 8 | part & 0xff;
        }
        if (result < 0) {
            throw new PayeeException("a number in it is out of range");
        }
        return OptionalLong.of(result);
    }

    /** Text that must be UTF-8. */
    Optional<String> text(long type) throws PayeeException {
        byte[] value = records.get(type);
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new PayeeException("a text in it is not UTF-8");
        }
    }
}
