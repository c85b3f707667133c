package org.eltor.devnet.lightning.internal.ldk;

/** One method of a trait that LDK expects from us. Must not call back into what is calling it. */
@FunctionalInterface
public interface Callback {
    /**
     * @param arguments handles, pointers and numbers, in the order of the trait's method
     * @return a handle or a number; 0 for nothing
     */
    long call(long[] arguments);
}
