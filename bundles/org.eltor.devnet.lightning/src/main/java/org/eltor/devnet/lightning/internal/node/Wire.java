package org.eltor.devnet.lightning.internal.node;

/** The way from one node to another. Neither method blocks or calls back. */
public interface Wire {
    void send(byte[] bytes);

    /** This side will send nothing more. */
    void close();
}
