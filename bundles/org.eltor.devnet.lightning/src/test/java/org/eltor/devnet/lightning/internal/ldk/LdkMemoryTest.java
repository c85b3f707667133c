package org.eltor.devnet.lightning.internal.ldk;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.TrapException;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import org.junit.jupiter.api.Test;

/** LDK's memory when it is at its end: what asks for some must hear that the instance is broken. */
class LdkMemoryTest {
    private final LdkMemory memory = new LdkMemory(
            new ByteArrayMemory(new MemoryLimits(1, 1)),
            size -> {
                throw new OutOfMemoryError("Java heap space");
            },
            pointer -> {
                throw new TrapException("Trapped on unreachable instruction");
            });

    @Test
    void isBrokenWhenItCannotGrow() {
        assertThatThrownBy(() -> memory.bytes(new byte[3]))
                .isInstanceOf(LdkBrokenException.class)
                .hasMessage("LDK stopped in malloc")
                .hasCauseInstanceOf(OutOfMemoryError.class);
        assertThatThrownBy(() -> memory.handles(1, 2)).isInstanceOf(LdkBrokenException.class);
    }

    @Test
    void isBrokenWhenItTraps() {
        assertThatThrownBy(() -> memory.takeBytes(0))
                .isInstanceOf(LdkBrokenException.class)
                .hasMessage("LDK stopped in free");
        assertThatThrownBy(() -> memory.takeHandles(0)).isInstanceOf(LdkBrokenException.class);
        assertThatThrownBy(() -> memory.takeByteArrays(0)).isInstanceOf(LdkBrokenException.class);
    }
}
