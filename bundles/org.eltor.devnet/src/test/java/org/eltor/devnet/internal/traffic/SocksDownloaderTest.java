package org.eltor.devnet.internal.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SocksDownloaderTest {

    private static final String IPV4_REPLY = "05000001" + "00000000" + "0000";
    private static final String IPV6_REPLY = "05000004" + "00".repeat(16) + "0000";
    private static final String NAME_REPLY = "05000003" + "02" + "6162" + "0000";

    private TargetServer target;
    private ScriptedSocksProxy proxy;

    @BeforeEach
    void start() throws IOException {
        target = TargetServer.start();
        proxy = new ScriptedSocksProxy(target.addresses().get(1));
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        target.close();
    }

    private SocksDownloader downloader() {
        return SocksDownloader.through(proxy.address());
    }

    @Test
    void everyAddressTypeOfTheReplyIsRead() throws IOException { // RFC 1928 6
        for (String reply : new String[] {IPV4_REPLY, IPV6_REPLY, NAME_REPLY}) {
            proxy.reply(reply);
            Download download = downloader().bytes(new InetSocketAddress("127.0.0.2", 80), 300_000);
            assertThat(download.bytes()).isEqualTo(300_000);
            assertThat(download.firstByte()).isGreaterThanOrEqualTo(download.connected());
            assertThat(download.total()).isGreaterThanOrEqualTo(download.firstByte());
            assertThat(download.bytesPerSecond()).isPositive();
        }
        assertThat(target.requests()).isEqualTo(3);
        assertThat(target.bytes()).isEqualTo(900_000);
    }

    @Test
    void namesAndAddressesAreSentAsWhatTheyAre() throws IOException {
        downloader().get("target.example", 80, "/hello");
        assertThat(proxy.lastRequest()).isEqualTo("050100" + "03" + "0e" + hex("target.example") + "0050");
        downloader().get("127.0.0.3", 8080, "/hello");
        assertThat(proxy.lastRequest()).isEqualTo("050100" + "01" + "7f000003" + "1f90");
        downloader().get("::1", 80, "/hello");
        assertThat(proxy.lastRequest()).isEqualTo("050100" + "04" + "00".repeat(15) + "01" + "0050");
    }

    @Test
    void credentialsAreTheOnlyMethodOffered() throws IOException { // RFC 1929
        Download hello = downloader().withCredentials("ab", "c").get("127.0.0.2", 80, "/hello");
        assertThat(hello.head()).isEqualTo("hello from 127.0.0.2\n");
        assertThat(proxy.lastGreeting()).isEqualTo("050102" + "01026162" + "0163");
        assertThat(new SocksCredentials("ab", "c").toString()).doesNotContain("ab");
    }

    @Test
    void refusalHasItsCode() {
        proxy.reply("0505000100000000" + "0000");
        assertThatThrownBy(() -> downloader().get("127.0.0.2", 80, "/hello"))
                .isInstanceOfSatisfying(
                        SocksException.class, e -> assertThat(e.code()).isEqualTo(5))
                .hasMessageContaining("connection refused");
    }

    @Test
    void replyThatBreaksOffIsAnError() {
        proxy.reply("0500");
        assertThatThrownBy(() -> downloader().get("127.0.0.2", 80, "/hello")).isInstanceOf(EOFException.class);
    }

    @Test
    void silenceEndsTheDownload() {
        proxy.stall();
        SocksDownloader impatient = downloader().withLimits(Duration.ofMillis(80), Duration.ofSeconds(5));
        assertThatThrownBy(() -> impatient.get("127.0.0.2", 80, "/hello")).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void answersAreCheckedAgainstTheContent() throws IOException {
        assertThat(downloader().get("127.0.0.2", 80, "/nothing").status()).isEqualTo(404);
        assertThat(downloader().get("127.0.0.2", 80, "/bytes/67108865").status())
                .isEqualTo(413);
        Download two = downloader().get("127.0.0.2", 80, "/bytes/2");
        assertThat(two.requireBytes(2)).isSameAs(two);
        assertThatThrownBy(() -> two.requireBytes(3)).hasMessageContaining("2 of 3 bytes");
        assertThat(downloader().bytes(new InetSocketAddress("127.0.0.2", 80), 0).bytes())
                .isZero();
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(HttpText.bytes(text));
    }
}
