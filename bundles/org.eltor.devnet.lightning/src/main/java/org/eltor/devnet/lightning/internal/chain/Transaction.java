package org.eltor.devnet.lightning.internal.chain;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A transaction, with or without witness (BIP 144). Keeps its bytes. */
final class Transaction {
    private static final int HASH_BYTES = 32;
    private static final int VERSION = 2;
    private static final long REPLACEABLE = 0xffff_fffdL;

    private final byte[] bytes;
    private final byte[] id;
    private final List<Outpoint> inputs;
    private final List<Output> outputs;

    private Transaction(byte[] bytes, byte[] id, List<Outpoint> inputs, List<Output> outputs) {
        this.bytes = bytes;
        this.id = id;
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
    }

    /** @throws IllegalArgumentException when the bytes are not one transaction */
    static Transaction parse(byte[] bytes) {
        ByteBuffer in = ChainBytes.reader(bytes);
        try {
            Transaction transaction = read(in);
            if (in.hasRemaining()) {
                throw new IllegalArgumentException("bytes after a transaction");
            }
            return transaction;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("half a transaction", e);
        }
    }

    static Transaction read(ByteBuffer in) {
        final int start = in.position();
        final int version = in.getInt();
        boolean witness = in.get(in.position()) == 0;
        if (witness) {
            in.getShort(); // marker and flag
        }
        int body = in.position();
        List<Outpoint> inputs = new ArrayList<>();
        for (int count = ChainBytes.readCount(in); count > 0; count--) {
            String txid = HexFormat.of().formatHex(ChainBytes.read(in, HASH_BYTES));
            inputs.add(new Outpoint(txid, in.getInt() & 0xffff_ffffL));
            ChainBytes.read(in, ChainBytes.readCount(in));
            in.getInt();
        }
        List<Output> outputs = new ArrayList<>();
        for (int count = ChainBytes.readCount(in); count > 0; count--) {
            outputs.add(new Output(in.getLong(), ChainBytes.read(in, ChainBytes.readCount(in))));
        }
        byte[] plain = slice(in, body, in.position());
        for (int i = 0; witness && i < inputs.size(); i++) {
            for (int count = ChainBytes.readCount(in); count > 0; count--) {
                ChainBytes.read(in, ChainBytes.readCount(in));
            }
        }
        final int lockTime = in.getInt();
        byte[] stripped =
                new ChainBytes().int32(version).raw(plain).int32(lockTime).toBytes();
        return new Transaction(slice(in, start, in.position()), ChainBytes.doubleSha256(stripped), inputs, outputs);
    }

    /** A coinbase; its number makes it different from every other (BIP 34). */
    static Transaction coinbase(int height, Output reward) {
        byte[] number = {3, (byte) height, (byte) (height >> 8), (byte) (height >> 16), 0};
        return parse(new ChainBytes()
                .int32(VERSION)
                .count(1)
                .raw(Outpoint.NONE.toBytes())
                .counted(number)
                .int32(-1)
                .count(1)
                .raw(reward.toBytes())
                .int32(0)
                .toBytes());
    }

    /** Spends one output; {@code witness} is the one item that its script wants. */
    static Transaction spend(Outpoint input, byte[] witness, List<Output> outputs) {
        ChainBytes out = new ChainBytes()
                .int32(VERSION)
                .raw(new byte[] {0, 1})
                .count(1)
                .raw(input.toBytes())
                .count(0)
                .int32(REPLACEABLE)
                .count(outputs.size());
        outputs.forEach(output -> out.raw(output.toBytes()));
        return parse(out.count(1).counted(witness).int32(0).toBytes());
    }

    byte[] toBytes() {
        return bytes.clone();
    }

    byte[] id() {
        return id.clone();
    }

    String txid() {
        return HexFormat.of().formatHex(id);
    }

    List<Outpoint> inputs() {
        return inputs;
    }

    List<Output> outputs() {
        return outputs;
    }

    private static byte[] slice(ByteBuffer in, int from, int to) {
        byte[] slice = new byte[to - from];
        in.get(from, slice);
        return slice;
    }
}
