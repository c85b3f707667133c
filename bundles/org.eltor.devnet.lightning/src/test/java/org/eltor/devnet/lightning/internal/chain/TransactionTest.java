package org.eltor.devnet.lightning.internal.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransactionTest {
    /** The first transaction of Bitcoin, known to everybody. */
    private static final byte[] FIRST = HexFormat.of()
            .parseHex("01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff4d04ffff001d"
                    + "0104455468652054696d65732030332f4a616e2f32303039204368616e63656c6c6f72206f6e206272696e6b206f"
                    + "66207365636f6e64206261696c6f757420666f722062616e6b73ffffffff0100f2052a01000000434104678afdb0"
                    + "fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb649f6bc3f4cef38c4f35504e51ec112de5c38"
                    + "4df7ba0b8d578a4c702b6bf11d5fac00000000");

    @Test
    void readsATransactionAndItsId() {
        Transaction transaction = Transaction.parse(FIRST);

        assertThat(transaction.txid()).isEqualTo("3ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a");
        assertThat(transaction.inputs()).containsExactly(Outpoint.NONE);
        assertThat(transaction.outputs())
                .singleElement()
                .satisfies(output -> assertThat(output.satoshi()).isEqualTo(50_0000_0000L));
        assertThat(transaction.toBytes()).isEqualTo(FIRST);
    }

    @Test
    void leavesTheWitnessOutOfTheId() {
        Outpoint input = new Outpoint("ab".repeat(32), 1);
        List<Output> outputs = List.of(new Output(1000, new byte[] {0x51}));

        Transaction one = Transaction.spend(input, new byte[] {1}, outputs);
        Transaction other = Transaction.spend(input, new byte[] {2, 3}, outputs);

        assertThat(one.txid()).isEqualTo(other.txid());
        assertThat(one.toBytes()).isNotEqualTo(other.toBytes());
    }

    @Test
    void refusesHalfATransactionAndMoreThanOne() {
        assertThatThrownBy(() -> Transaction.parse(Arrays.copyOf(FIRST, FIRST.length - 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Transaction.parse(Arrays.copyOf(FIRST, FIRST.length + 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Transaction.parse(Arrays.copyOf(FIRST, 41)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
