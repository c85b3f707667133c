package org.eltor.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eltor.api.tor.TorControl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code eltor:wallets --import}. */
class WalletImportTest {
    private static final String RUNE = "kXz1-rune_of-somebody==";

    @TempDir
    Path etc;

    private final ScriptedServices services = new ScriptedServices();
    private final String before = System.getProperty("karaf.etc");

    @BeforeEach
    void setFolder() {
        System.setProperty("karaf.etc", etc.toString());
    }

    @AfterEach
    void putBack() {
        if (before == null) {
            System.clearProperty("karaf.etc");
        } else {
            System.setProperty("karaf.etc", before);
        }
    }

    private String run() throws Exception {
        WalletsCommand command = new WalletsCommand();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        command.services = services;
        command.imports = true;
        command.out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        try {
            command.execute();
        } catch (Exception e) { // as the console does
            return e.getMessage();
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    private void torSays(String... lines) {
        answer(Map.of("PaymentLightningNodeConfig", List.of(lines)));
    }

    private void answer(Map<String, List<String>> answer) {
        services.tor = Optional.of((TorControl) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {TorControl.class},
                (proxy, method, arguments) -> CompletableFuture.completedStage(answer)));
    }

    @Test
    void takesOverEveryKindOfWalletBelowThoseThatAreConfigured() throws Exception {
        torSays(
                "type=phoenixd url=http://127.0.0.1:9740 password=full-password",
                "type=cln url=https://127.0.0.1:3010 rune=" + RUNE + " default=true",
                "type=lnd url=https://127.0.0.1:8080 macaroon=0201dead",
                "type=nwc uri=nostr+walletconnect://ab?relay=wss%3A%2F%2Frelay.example&secret=cd",
                "type=strike apiKey=KEY0123",
                "type=phoenixd url=http://127.0.0.1:9741 password=other-password");

        assertThat(run())
                .contains(
                        "phoenixd at http://127.0.0.1:9740, password ***: written to org.eltor.wallet.phoenixd-tor.cfg")
                .contains("feature:install eltor-wallet-cln")
                .contains("tls.certificate.file")
                .contains("remove them")
                .doesNotContain(RUNE, "full-password", "0201dead", "walletconnect:", "KEY0123");
        assertThat(read("cln-tor.cfg"))
                .contains("name = cln-tor", "service.ranking = -100", "url = https://127.0.0.1:3010")
                .contains("rune.file = " + etc.resolve("org.eltor.wallet.cln-tor.secret"))
                .doesNotContain(RUNE);
        assertThat(read("cln-tor.secret")).isEqualToIgnoringNewLines(RUNE);
        assertThat(read("phoenixd-tor.cfg")).contains("service.ranking = -101");
        assertThat(read("phoenixd-tor2.cfg")).contains("name = phoenixd-tor2", "http://127.0.0.1:9741");
        assertThat(read("nwc-tor.secret")).startsWith("nostr+walletconnect://ab?relay=");
        assertThat(read("nwc-tor.cfg")).contains("connection.file = ");
        assertThat(read("strike-tor.cfg")).contains("key.file = ").doesNotContain("url =");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(etc.resolve("org.eltor.wallet.lnd-tor.secret"))))
                .isEqualTo("rw-------");
    }

    @Test
    void leavesAloneWhatIsThere() throws Exception {
        Files.writeString(etc.resolve("org.eltor.wallet.lnd-tor.cfg"), "mine");
        torSays("type=lnd url=https://127.0.0.1:8080 macaroon=0201dead");

        assertThat(run()).contains("is there already and stays as it is");
        assertThat(read("lnd-tor.cfg")).isEqualTo("mine");
        assertThat(etc.resolve("org.eltor.wallet.lnd-tor.secret")).doesNotExist();
    }

    @Test
    void namesWhatCannotBeTakenOver() throws Exception {
        torSays(
                "type=blink apiKey=blink_abc",
                "type=cln url=https://127.0.0.1:3010",
                "nonsense",
                "type=nwc uri=${HOME}");

        assertThat(run())
                .contains("A wallet of type blink, which is none of")
                .contains("A cln without a usable rune: left out")
                .contains("A line without a type: left out")
                .contains("A nwc without a usable uri: left out")
                .doesNotContain("blink_abc", "HOME");
        try (var files = Files.list(etc)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        assertThat(run()).contains("Tor is not connected");
        answer(Map.of());
        assertThat(run()).contains("This tor is no elTor daemon");
        torSays();
        assertThat(run()).contains("names no wallets");
    }

    private String read(String name) throws Exception {
        return Files.readString(etc.resolve("org.eltor.wallet." + name));
    }
}
