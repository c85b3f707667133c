package org.eltor.devnet.lightning.internal.ldk;

import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.Memory;
import java.nio.charset.StandardCharsets;

/**
 * Arguments and results that are more than a number. Every array is a 64-bit length and its elements; LDK frees what it
 * is given, we free what it returns. Pointers are 32 bits, handles of objects 64. Where LDK has no memory left, or its
 * own is damaged, the instance is broken.
 */
public final class LdkMemory {
    private static final int HEADER = 8;
    private static final long UNSIGNED = 0xffff_ffffL;

    private final Memory memory;
    private final ExportFunction allocate;
    private final ExportFunction release;

    LdkMemory(Memory memory, ExportFunction allocate, ExportFunction release) {
        this.memory = memory;
        this.allocate = allocate;
        this.release = release;
    }

    /** Gives LDK bytes. */
    public long bytes(byte[] value) {
        int pointer = array(value.length, value.length);
        memory.write(pointer + HEADER, value);
        return pointer & UNSIGNED;
    }

    /** Gives LDK text. */
    public long text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Gives LDK an array of handles. */
    public long handles(long... values) {
        int pointer = array(values.length, Long.BYTES * values.length);
        for (int i = 0; i < values.length; i++) {
            memory.writeLong(pointer + HEADER + Long.BYTES * i, values[i]);
        }
        return pointer & UNSIGNED;
    }

    /** Gives LDK a number of 128 bits. */
    public long wide(long value) {
        byte[] bytes = new byte[16];
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[i] = (byte) (value >> 8 * i);
        }
        return bytes(bytes);
    }

    /** Takes bytes from LDK. */
    public byte[] takeBytes(long pointer) {
        byte[] value = memory.readBytes((int) pointer + HEADER, length(pointer));
        release(pointer);
        return value;
    }

    /** Takes text from LDK. */
    public String takeText(long pointer) {
        return new String(takeBytes(pointer), StandardCharsets.UTF_8);
    }

    /** Takes an array of handles from LDK; what they stand for is then ours to free. */
    public long[] takeHandles(long pointer) {
        long[] values = new long[length(pointer)];
        for (int i = 0; i < values.length; i++) {
            values[i] = memory.readLong((int) pointer + HEADER + Long.BYTES * i);
        }
        release(pointer);
        return values;
    }

    /** Takes an array of byte arrays from LDK. */
    public byte[][] takeByteArrays(long pointer) {
        byte[][] values = new byte[length(pointer)][];
        for (int i = 0; i < values.length; i++) {
            values[i] = takeBytes(memory.readInt((int) pointer + HEADER + Integer.BYTES * i) & UNSIGNED);
        }
        release(pointer);
        return values;
    }

    /** What the instance occupies. */
    public long size() {
        return (long) memory.pages() * Memory.PAGE_SIZE;
    }

    private int array(int elements, int bytes) {
        int pointer = (int) LdkInstance.call("malloc", allocate, HEADER + bytes);
        memory.writeLong(pointer, elements);
        return pointer;
    }

    private void release(long pointer) {
        LdkInstance.call("free", release, pointer);
    }

    private int length(long pointer) {
        return (int) memory.readLong((int) pointer);
    }
}
