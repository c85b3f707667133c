package org.eltor.devnet.lightning.internal.ldk;

import com.dylibso.chicory.runtime.alloc.MemAllocStrategy;

/** Lets a memory grow in steps: doubling, the usual way, would take 256 MB where LDK needs 170. */
@SuppressWarnings("deprecation") // chicory has nothing in its place yet
final class StepwiseMemory implements MemAllocStrategy {
    private static final long STEP_BYTES = 8L << 20;

    @Override
    public int initial(int bytes) {
        return bytes;
    }

    @Override
    public int next(int present, int wanted) {
        long steps = (wanted + STEP_BYTES - 1) / STEP_BYTES;
        return (int) Math.min(steps * STEP_BYTES, Integer.MAX_VALUE - Long.BYTES);
    }
}
