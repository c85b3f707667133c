package org.eltor.devnet.lightning.internal.chain;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A block of regtest.
 *
 * @param hash of its header, in the order of bytes on the wire
 * @param bytes header and transactions
 * @param transactions the coinbase first
 */
record Block(byte[] hash, byte[] bytes, List<Transaction> transactions) {
    private static final byte[] GENESIS =
            HexFormat.of().parseHex("06226e46111a0b59caaf126043eb5bbf28c34f3a5e332a1fc7b2b73cf188910f");
    private static final int HEADER_BYTES = 80;
    private static final int HASH_BYTES = 32;
    private static final int VERSION = 0x2000_0000;
    private static final int BITS = 0x207f_ffff;

    /** Where every regtest chain begins; its content is never asked for. */
    static Block genesis() {
        return new Block(GENESIS.clone(), new byte[0], List.of());
    }

    /** Mines a block upon {@code parent}, which takes two attempts on average. */
    static Block mine(Block parent, List<Transaction> transactions, long seconds) {
        byte[] root = merkleRoot(transactions.stream().map(Transaction::id).toList());
        for (int nonce = 0; ; nonce++) {
            byte[] header = new ChainBytes()
                    .int32(VERSION)
                    .raw(parent.hash())
                    .raw(root)
                    .int32(seconds)
                    .int32(BITS)
                    .int32(nonce)
                    .toBytes();
            byte[] hash = ChainBytes.doubleSha256(header);
            if (isEnoughWork(hash)) {
                ChainBytes whole = new ChainBytes().raw(header).count(transactions.size());
                transactions.forEach(transaction -> whole.raw(transaction.toBytes()));
                return new Block(hash, whole.toBytes(), List.copyOf(transactions));
            }
        }
    }

    /** @throws IllegalArgumentException when the bytes are not a block upon {@code parent} */
    static Block parse(Block parent, byte[] bytes) {
        ByteBuffer in = ChainBytes.reader(bytes);
        byte[] header = ChainBytes.read(in, HEADER_BYTES);
        byte[] hash = ChainBytes.doubleSha256(header);
        List<Transaction> transactions = new ArrayList<>();
        for (int count = ChainBytes.readCount(in); count > 0; count--) {
            transactions.add(Transaction.read(in));
        }
        byte[] root = merkleRoot(transactions.stream().map(Transaction::id).toList());
        boolean whole = Arrays.equals(header, 4, 4 + HASH_BYTES, parent.hash(), 0, HASH_BYTES)
                && Arrays.equals(header, 4 + HASH_BYTES, 4 + 2 * HASH_BYTES, root, 0, HASH_BYTES)
                && isEnoughWork(hash)
                && !in.hasRemaining();
        if (!whole) {
            throw new IllegalArgumentException("not a block of this chain");
        }
        return new Block(hash, bytes, transactions);
    }

    /** Regtest wants the first bit of the number to be 0, and a little more that this leaves no room for. */
    private static boolean isEnoughWork(byte[] hash) {
        int highest = hash[HASH_BYTES - 1];
        return highest >= 0 && highest < 0x7f;
    }

    private static byte[] merkleRoot(List<byte[]> hashes) {
        List<byte[]> level = hashes;
        while (level.size() > 1) {
            List<byte[]> next = new ArrayList<>();
            for (int i = 0; i < level.size(); i += 2) {
                byte[] right = level.get(Math.min(i + 1, level.size() - 1));
                next.add(ChainBytes.doubleSha256(
                        new ChainBytes().raw(level.get(i)).raw(right).toBytes()));
            }
            level = next;
        }
        return level.get(0);
    }
}
