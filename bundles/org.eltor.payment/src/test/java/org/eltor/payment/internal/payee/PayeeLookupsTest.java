package org.eltor.payment.internal.payee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.junit.jupiter.api.Test;

/** From addresses and names to invoices and offers, and every way in which a server can be wrong. */
class PayeeLookupsTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final MilliSatoshi RATE = MilliSatoshi.of(1000);
    private static final Payee ADDRESS = new Payee(PayeeKind.LIGHTNING_ADDRESS, "relay@pay.example");
    private static final String OFFER = "lno1zcss9mk8y3wkklfvevcrszlmu23kfrxh49px20665dqwmn4p72pksese";

    private final ScriptedServer server = new ScriptedServer(NOW.getEpochSecond());

    private static PayeeLookups lookups(Web web, Network network) {
        try {
            return new PayeeLookups(
                    web,
                    Optional.of(WebAddress.parse("https://dns.example/dns-query")),
                    Optional.of(network),
                    Runnable::run,
                    Clock.fixed(NOW, ZoneOffset.UTC),
                    new Random(1));
        } catch (PayeeException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private CompletionStage<List<PayeeLookups.Fetched>> invoices(PayeeLookups lookups) {
        return lookups.invoices(ADDRESS, RATE, 10, NOW.plusSeconds(780));
    }

    @Test
    void anAddressGivesAsManyInvoicesAsThereAreIntervals() {
        List<PayeeLookups.Fetched> fetched =
                invoices(lookups(server, Network.REGTEST)).toCompletableFuture().join();
        assertThat(fetched).hasSize(10);
        assertThat(fetched).extracting(PayeeLookups.Fetched::hash).doesNotHaveDuplicates();
        assertThat(fetched).allMatch(each -> each.payee().kind() == PayeeKind.BOLT11_INVOICE);
        assertThat(server.asked.get(0)).isEqualTo("pay.example/.well-known/lnurlp/relay");
        assertThat(server.asked.get(1)).isEqualTo("cb.example/pay?u=1&amount=1000");
        assertThat(server.isolations).hasSize(1).allMatch(name -> name.matches("eltor-lookup-[0-9a-f]{32}"));
    }

    @Test
    void everyLookupIsIsolatedFromEveryOther() {
        PayeeLookups lookups = lookups(server, Network.REGTEST);
        invoices(lookups).toCompletableFuture().join();
        invoices(lookups).toCompletableFuture().join();
        assertThat(server.isolations).hasSize(2);
    }

    @Test
    void oneLineNamesWhatIsWrongWithAServer() {
        refused(s -> s.prefix = "lnbc10n", "its invoice is for bitcoin, not for regtest", false);
        refused(s -> s.prefix = "lnbcrt20n", "its invoice asks for 2000 msat, the relay's rate is 1000 msat", false);
        refused(s -> s.prefix = "lnbcrt", "its invoice asks for no amount, the relay's rate is 1000 msat", false);
        refused(s -> s.descriptionHash = "ab".repeat(32), "description hash", false);
        refused(s -> s.expiry = 600, "expires before the circuit's last interval", false);
        refused(s -> s.sameHash = true, "the same invoice twice", false);
        refused(s -> s.tag = "withdrawRequest", "not a request to pay", false);
        refused(s -> s.most = 900, "no amount at all", false);
        refused(s -> s.first = "{\"status\":\"ERROR\",\"reason\":\"<script>\"}", "answers with an error", true);
        refused(s -> s.first = "<html>", "not JSON", true);
        refused(
                s -> s.first = "{\"tag\":\"payRequest\",\"callback\":\"https://c.example\",\"minSendable\":5000,"
                        + "\"maxSendable\":9000,\"metadata\":\"[]\"}",
                "it takes 5000 to 9000 msat, the relay's rate is 1000 msat",
                false);
        refused(
                s -> s.first = "{\"tag\":\"payRequest\",\"callback\":\"http://c.example\",\"minSendable\":1,"
                        + "\"maxSendable\":9000,\"metadata\":\"[]\"}",
                "not https",
                false);
    }

    private static void refused(Consumer<ScriptedServer> how, String message, boolean retriable) {
        ScriptedServer server = new ScriptedServer(NOW.getEpochSecond());
        how.accept(server);
        PayeeLookups lookups = lookups(server, Network.REGTEST);
        CompletionStage<?> stage = lookups.invoices(ADDRESS, RATE, 10, NOW.plusSeconds(780));
        assertThatThrownBy(() -> stage.toCompletableFuture().join())
                .cause()
                .isInstanceOf(PayeeException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n")
                .hasMessageNotContaining("<");
        assertThat(lookups.broken().contains(ADDRESS)).isEqualTo(!retriable);
    }

    @Test
    void aNameLeadsToAnOfferWhereDnsVouchesForIt() {
        Payee name = new Payee(PayeeKind.BIP353, "relay@pay.example");
        assertThat(lookups(dns(0x81a0, "bitcoin:?lno=" + OFFER), Network.BITCOIN)
                        .offer(name, RATE)
                        .toCompletableFuture()
                        .join())
                .isEqualTo(new Payee(PayeeKind.BOLT12_OFFER, OFFER));
        nameRefused(dns(0x8180, "bitcoin:?lno=" + OFFER), Network.BITCOIN, "no DNSSEC");
        nameRefused(dns(0x81a0, "v=spf1"), Network.BITCOIN, "no payment instructions");
        nameRefused(dns(0x81a0, "bitcoin:?lno=" + OFFER, "BITCOIN:?x=1"), Network.BITCOIN, "more than one");
        nameRefused(dns(0x81a0, "bitcoin:?lightning=lnbc1"), Network.BITCOIN, "have no offer");
        nameRefused(dns(0x81a0, "bitcoin:?lno=" + OFFER), Network.REGTEST, "another network than regtest");
        nameRefused(dns(0x8182), Network.BITCOIN, "could not answer (2)");
        nameRefused((address, accept, isolation) -> new byte[] {0, 0, (byte) 0x81}, Network.BITCOIN, "malformed");
    }

    private static void nameRefused(Web dns, Network network, String message) {
        CompletionStage<Payee> stage =
                lookups(dns, network).offer(new Payee(PayeeKind.BIP353, "relay@pay.example"), RATE);
        assertThatThrownBy(() -> stage.toCompletableFuture().join())
                .cause()
                .isInstanceOf(PayeeException.class)
                .hasMessageContaining(message);
    }

    /** A resolver: an alias, then the texts under the alias, whose name is a pointer. */
    private static Web dns(int flags, String... texts) {
        return (address, accept, isolation) -> {
            assertThat(accept).isEqualTo("application/dns-message");
            byte[] question = java.util.Base64.getUrlDecoder()
                    .decode(address.path().substring(address.path().indexOf("?dns=") + 5));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(
                    new byte[] {0, 0, (byte) (flags >> 8), (byte) flags, 0, 1, 0, (byte) (texts.length + 1), 0, 0, 0, 0
                    });
            out.write(question, 12, question.length - 12);
            byte[] alias = {5, 'a', 'l', 'i', 'a', 's', 0};
            out.writeBytes(new byte[] {(byte) 0xc0, 12, 0, 5, 0, 1, 0, 0, 0, 30, 0, (byte) alias.length});
            int at = out.size();
            out.writeBytes(alias);
            for (String text : texts) {
                byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
                out.writeBytes(
                        new byte[] {(byte) 0xc0, (byte) at, 0, 16, 0, 1, 0, 0, 0, 30, 0, (byte) (bytes.length + 2)});
                out.write(5);
                out.write(bytes, 0, 5);
                out.write(bytes.length - 5);
                out.write(bytes, 5, bytes.length - 5);
            }
            return out.toByteArray();
        };
    }
}
