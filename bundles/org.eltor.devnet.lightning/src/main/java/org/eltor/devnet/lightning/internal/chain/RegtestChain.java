package org.eltor.devnet.lightning.internal.chain;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * A regtest chain with one miner, in memory. Blocks have real headers, work and merkle roots; transactions must spend
 * outputs that exist, once, and no more than they hold. Scripts are not run: every node is in this process, and what
 * they broadcast is their own. Thread-safe.
 */
public final class RegtestChain {
    private static final long REWARD = 50_0000_0000L;
    private static final long FEE = 1000;
    private static final int MATURITY = 100;
    private static final int MOST_BYTES = 4_000_000;
    /** A script that everybody fulfils: the faucet signs nothing. */
    private static final byte[] OP_TRUE = {0x51};

    private final LongSupplier seconds;
    private final List<Block> blocks = new ArrayList<>();
    private final Map<Outpoint, Output> unspent = new HashMap<>();
    private final Map<String, Transaction> waiting = new LinkedHashMap<>();
    private final Set<String> confirmed = new HashSet<>();
    private final Deque<Outpoint> coins = new ArrayDeque<>();

    /** @param seconds the time for new blocks, since 1970 */
    public RegtestChain(LongSupplier seconds) {
        this.seconds = seconds;
        blocks.add(Block.genesis());
    }

    /** Reads what {@link #write} wrote. */
    public static RegtestChain read(DataInputStream in, LongSupplier seconds) throws IOException {
        RegtestChain chain = new RegtestChain(seconds);
        for (int left = in.readInt(); left > 0; left--) {
            int length = in.readInt();
            if (length < 0 || length > MOST_BYTES) {
                throw new IOException("a block of " + length + " bytes");
            }
            try {
                chain.connect(Block.parse(chain.tip(), in.readNBytes(length)));
            } catch (IllegalArgumentException | BufferUnderflowException e) {
                throw new IOException("block " + (chain.height() + 1) + " is damaged", e);
            }
        }
        return chain;
    }

    /** Writes every block but the first. */
    public synchronized void write(DataOutputStream out) throws IOException {
        out.writeInt(height());
        for (Block block : blocks.subList(1, blocks.size())) {
            out.writeInt(block.bytes().length);
            out.write(block.bytes());
        }
    }

    public synchronized int height() {
        return blocks.size() - 1;
    }

    /** How many transactions wait for the next block. */
    public synchronized int waiting() {
        return waiting.size();
    }

    /** Hash of the newest block, in the order of bytes on the wire. */
    public synchronized byte[] tipHash() {
        return tip().hash().clone();
    }

    /** Mines as many blocks as it takes until {@link #pay} has {@code payments} coins to give. */
    public synchronized void fillFaucet(int payments) {
        while (coins.size() < payments + MATURITY) {
            mine();
        }
    }

    /** Mines a block of all that waits, and returns its bytes. */
    public synchronized byte[] mine() {
        List<Transaction> transactions = new ArrayList<>();
        transactions.add(Transaction.coinbase(height() + 1, new Output(REWARD, everybody())));
        transactions.addAll(waiting.values());
        Block block = Block.mine(tip(), transactions, seconds.getAsLong());
        connect(block);
        return block.bytes().clone();
    }

    /**
     * Takes a transaction for the next block; one that is known already is no trouble.
     *
     * @throws IllegalArgumentException when it cannot be mined; the message says why
     */
    public synchronized void submit(byte[] bytes) {
        Transaction transaction = Transaction.parse(bytes);
        if (waiting.containsKey(transaction.txid()) || confirmed.contains(transaction.txid())) {
            return;
        }
        long in = 0;
        Set<Outpoint> taken = waiting.values().stream()
                .flatMap(other -> other.inputs().stream())
                .collect(Collectors.toSet());
        for (Outpoint input : transaction.inputs()) {
            Output spent = unspent.get(input);
            if (spent == null || !taken.add(input)) {
                throw new IllegalArgumentException("an input that is unknown or spent");
            }
            in += spent.satoshi();
        }
        long out = transaction.outputs().stream().mapToLong(Output::satoshi).sum();
        if (out > in) {
            throw new IllegalArgumentException("more comes out than goes in");
        }
        waiting.put(transaction.txid(), transaction);
    }

    /** A transaction that pays {@code satoshi} to a script; not submitted yet. */
    public synchronized byte[] pay(byte[] script, long satoshi) {
        if (coins.size() <= MATURITY) {
            throw new IllegalStateException("the faucet is empty");
        }
        List<Output> outputs = List.of(new Output(satoshi, script), new Output(REWARD - satoshi - FEE, everybody()));
        return Transaction.spend(coins.remove(), OP_TRUE, outputs).toBytes();
    }

    private Block tip() {
        return blocks.get(blocks.size() - 1);
    }

    private void connect(Block block) {
        for (Transaction transaction : block.transactions()) {
            transaction.inputs().forEach(input -> {
                unspent.remove(input);
                coins.remove(input);
            });
            for (int i = 0; i < transaction.outputs().size(); i++) {
                unspent.put(
                        new Outpoint(transaction.txid(), i),
                        transaction.outputs().get(i));
            }
            confirmed.add(transaction.txid());
            waiting.remove(transaction.txid());
        }
        coins.add(new Outpoint(block.transactions().get(0).txid(), 0));
        blocks.add(block);
    }

    /** Pays to the hash of {@link #OP_TRUE} (BIP 141), since a channel wants to be funded by a witness. */
    private static byte[] everybody() {
        return new ChainBytes()
                .raw(new byte[] {0, 32})
                .raw(ChainBytes.sha256(OP_TRUE))
                .toBytes();
    }
}
