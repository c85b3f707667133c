package org.eltor.devnet.lightning.internal.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegtestChainTest {
    private static final byte[] SCRIPT = {0x51};

    private final RegtestChain chain = new RegtestChain(() -> 1_700_000_000L);

    @Test
    void beginsWithTheBlockThatEveryRegtestBeginsWith() {
        byte[] reversed = chain.tipHash();
        assertThat(HexFormat.of().formatHex(reversed))
                .isEqualTo("06226e46111a0b59caaf126043eb5bbf28c34f3a5e332a1fc7b2b73cf188910f");
        assertThat(chain.height()).isZero();
    }

    @Test
    void everyBlockBuildsUponTheOneBefore() {
        byte[] before = chain.tipHash();
        byte[] block = chain.mine();

        assertThat(block).startsWith(0, 0, 0, 0x20).containsSubsequence(before);
        assertThat(chain.tipHash()).isEqualTo(ChainBytes.doubleSha256(Arrays.copyOf(block, 80)));
    }

    @Test
    void theFaucetPaysOnceItsCoinsAreRipe() {
        assertThatThrownBy(() -> chain.pay(SCRIPT, 1000)).hasMessage("the faucet is empty");
        chain.fillFaucet(2);
        chain.submit(chain.pay(SCRIPT, 1000));
        chain.submit(chain.pay(SCRIPT, 2000));
        assertThat(chain.waiting()).isEqualTo(2);

        chain.mine();

        assertThat(chain.waiting()).isZero();
    }

    @Test
    void takesATransactionOnceAndASpentCoinNever() {
        chain.fillFaucet(1);
        byte[] payment = chain.pay(SCRIPT, 1000);
        chain.submit(payment);
        chain.submit(payment);
        assertThat(chain.waiting()).isEqualTo(1);

        Outpoint coin = Transaction.parse(payment).inputs().get(0);
        byte[] other =
                Transaction.spend(coin, SCRIPT, List.of(new Output(5, SCRIPT))).toBytes();
        assertThatThrownBy(() -> chain.submit(other)).hasMessage("an input that is unknown or spent");
        chain.mine();
        chain.submit(payment);
        assertThatThrownBy(() -> chain.submit(other)).hasMessage("an input that is unknown or spent");
    }

    @Test
    void makesNoMoney() {
        chain.fillFaucet(1);
        Outpoint coin = Transaction.parse(chain.pay(SCRIPT, 1000)).inputs().get(0);
        byte[] greedy = Transaction.spend(coin, SCRIPT, List.of(new Output(50_0000_0001L, SCRIPT)))
                .toBytes();

        assertThatThrownBy(() -> chain.submit(greedy)).hasMessage("more comes out than goes in");
    }

    @Test
    void comesBackFromWhatItWrote() throws IOException {
        chain.fillFaucet(2);
        chain.submit(chain.pay(SCRIPT, 1000));
        chain.mine();

        RegtestChain read = RegtestChain.read(in(written()), () -> 0);

        assertThat(read.height()).isEqualTo(chain.height());
        assertThat(read.tipHash()).isEqualTo(chain.tipHash());
        read.submit(read.pay(SCRIPT, 1000));
    }

    @Test
    void refusesADamagedChain() throws IOException {
        chain.mine();
        byte[] bytes = written();
        bytes[60] ^= 1;

        assertThatThrownBy(() -> RegtestChain.read(in(bytes), () -> 0)).hasMessage("block 1 is damaged");
    }

    private byte[] written() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        chain.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static DataInputStream in(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }
}
