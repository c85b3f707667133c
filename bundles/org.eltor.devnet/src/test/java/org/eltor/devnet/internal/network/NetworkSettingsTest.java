package org.eltor.devnet.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NetworkSettingsTest {

    private static final Path TOR = Path.of("/usr/sbin/tor");

    @Test
    void defaultsMakeNineRelays() {
        NetworkSettings settings = NetworkSettings.of(TOR);
        assertThat(settings.middles()).isEqualTo(5);
        assertThat(settings.exits()).isEqualTo(4);
        assertThat(settings.eltorDaemon()).isFalse();
    }

    @Test
    void offersMustFitTheRelays() {
        NetworkSettings.Builder builder = NetworkSettings.builder(TOR).offers(List.of(PaymentOffer.free("x")));
        assertThatThrownBy(builder::build).hasMessage("1 offers for 9 relays");
    }

    @Test
    void tooFewRelaysAreRefused() {
        assertThatThrownBy(() -> NetworkSettings.builder(TOR).relays(1, 1).build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyRelayHasAnotherSlash16() throws IOException {
        LoopbackAddresses addresses = LoopbackAddresses.choose(9, OptionalInt.empty(), new SplittableRandom());
        assertThat(addresses.hosts()).hasSize(9).allMatch(host -> host.startsWith("127."));
        assertThat(addresses.hosts().stream().map(host -> host.split("\\.")[1])).doesNotHaveDuplicates();
    }

    @Test
    void addressesInUseAreAvoided() throws IOException {
        LoopbackAddresses first = LoopbackAddresses.choose(3, OptionalInt.of(20), new SplittableRandom(5));
        InetAddress taken = InetAddress.getByName(first.hosts().get(1));
        try (ServerSocket occupant = new ServerSocket(first.port(), 1, taken)) {
            LoopbackAddresses second = LoopbackAddresses.choose(3, OptionalInt.of(20), new SplittableRandom(5));
            assertThat(second).isNotEqualTo(first);
            assertThat(second.hosts()).first().asString().startsWith("127.20.");
            assertThat(occupant.isBound()).isTrue();
        }
    }

    @Test
    void pathsTooLongForASocketAreRefused() {
        assertThatThrownBy(() -> new NodeFiles(Path.of("/tmp/" + "x".repeat(100))))
                .hasMessageContaining("too long for a unix socket");
    }
}
