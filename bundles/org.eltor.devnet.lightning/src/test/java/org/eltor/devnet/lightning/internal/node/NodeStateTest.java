package org.eltor.devnet.lightning.internal.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeStateTest {
    @TempDir
    Path folder;

    @Test
    void comesBackWhole() throws IOException {
        Path file = folder.resolve("node");
        assertThat(NodeState.read(file)).isEmpty();
        new NodeState(new byte[] {9}, Map.of()).write(file);
        new NodeState(new byte[] {1, 2}, Map.of("a_0", new byte[] {3})).write(file);

        NodeState read = NodeState.read(file).orElseThrow();

        assertThat(read.manager()).containsExactly(1, 2);
        assertThat(read.monitors()).containsOnlyKeys("a_0");
        assertThat(read.monitors().get("a_0")).containsExactly(3);
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void isNotTakenFromAnotherFileOrHalfOfOne() throws IOException {
        Path file = folder.resolve("node");
        Files.writeString(file, "something else");
        assertThatThrownBy(() -> NodeState.read(file)).hasMessageContaining("is not the state of a Lightning node");

        new NodeState(new byte[100], Map.of()).write(file);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 50));
        assertThatThrownBy(() -> NodeState.read(file)).hasMessageContaining("cut off");
    }
}
