package org.eltor.devnet.lightning.internal.network;

import java.io.IOException;

/** The memory that two LDK instances need: without it, everything else in this JVM would suffer too. */
final class Heap {
    /** The one word about it, in messages and documents. */
    static final String ADVICE = "the JVM's heap is too small for a Lightning network: give it -Xmx550m or more";
    /** Some collectors keep a few percent of what they are given to themselves. */
    private static final long LEAST = 520L << 20;

    private Heap() {}

    /**
     * Checks the most that the heap may become.
     *
     * @param bytes as {@link Runtime#maxMemory} says
     * @throws IOException when that is too little; the message says the way out
     */
    static void require(long bytes) throws IOException {
        if (bytes < LEAST) {
            throw new IOException(ADVICE);
        }
    }
}
