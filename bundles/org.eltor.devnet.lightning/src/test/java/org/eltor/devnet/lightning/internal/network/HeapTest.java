package org.eltor.devnet.lightning.internal.network;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code maxMemory} says of {@code -Xmx}, by collector: G1 says it all, Serial keeps a survivor space. */
class HeapTest {
    @ParameterizedTest
    @ValueSource(longs = {536_870_912, 518_979_584, 268_435_456}) // 512m with G1 and with Serial, 256m
    void refusesWhatIsTooLittle(long bytes) {
        assertThatThrownBy(() -> Heap.require(bytes))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("give it -Xmx550m or more");
    }

    @ParameterizedTest
    @ValueSource(longs = {576_716_800, 557_580_288}) // 550m with G1 and with Serial
    void takesWhatItAsksFor(long bytes) {
        assertThatCode(() -> Heap.require(bytes)).doesNotThrowAnyException();
    }

    @Test
    void hasEnoughInTheTestsThemselves() {
        assertThatCode(() -> Heap.require(Runtime.getRuntime().maxMemory())).doesNotThrowAnyException();
    }
}
