package org.eltor.relay.internal.document;

import java.util.Arrays;

/**
 * What pieces of documents were read as, by their bytes: relays share most of their flag lines, policies and families,
 * which are thus read and kept once. Two generations are remembered, so that it forgets what documents no longer say,
 * and it takes no more than a bounded number, so that no document can fill the memory. Belongs to one thread.
 *
 * @param <T> what a piece is read as
 */
final class SliceCache<T> {
    private static final int MOST = 1 << 16;
    private static final int MOST_PROBES = 64;
    private static final int SMALLEST = 256;

    private byte[][] keys = new byte[SMALLEST][];
    private Object[] values = new Object[SMALLEST];
    private int size;
    private SliceCache<T> before;

    /** From now on, what is not asked for until the next call is forgotten then. */
    void nextGeneration() {
        SliceCache<T> old = new SliceCache<>();
        old.keys = keys;
        old.values = values;
        old.size = size;
        before = old;
        keys = new byte[SMALLEST][];
        values = new Object[SMALLEST];
        size = 0;
    }

    /** What was put for these bytes; null when nothing was. */
    T get(byte[] data, int from, int to) {
        T value = own(data, from, to);
        if (value == null && before != null) {
            value = before.own(data, from, to);
            if (value != null) {
                put(data, from, to, value);
            }
        }
        return value;
    }

    @SuppressWarnings("unchecked") // only put fills it
    private T own(byte[] data, int from, int to) {
        int slot = slot(data, from, to);
        return slot < 0 ? null : (T) values[slot];
    }

    /** Remembers it, unless there is no room. */
    T put(byte[] data, int from, int to, T value) {
        int slot = size < MOST ? slot(data, from, to) : -1;
        if (slot >= 0) {
            if (keys[slot] == null) {
                size++;
            }
            keys[slot] = Arrays.copyOfRange(data, from, to);
            values[slot] = value;
            if (2 * size > keys.length) {
                grow();
            }
        }
        return value;
    }

    private void grow() {
        byte[][] oldKeys = keys;
        Object[] oldValues = values;
        keys = new byte[2 * oldKeys.length][];
        values = new Object[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != null) {
                int slot = slot(oldKeys[i], 0, oldKeys[i].length);
                if (slot >= 0) {
                    keys[slot] = oldKeys[i];
                    values[slot] = oldValues[i];
                }
            }
        }
    }

    /** Where these bytes are, or where they would be put; -1 where somebody made up too many that look alike. */
    private int slot(byte[] data, int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + data[i];
        }
        hash *= 0x9E3779B1;
        hash ^= hash >>> 15;
        for (int probe = 0; probe < MOST_PROBES; probe++) {
            int slot = hash + probe & keys.length - 1;
            byte[] key = keys[slot];
            if (key == null || Arrays.equals(key, 0, key.length, data, from, to)) {
                return slot;
            }
        }
        return -1;
    }
}
