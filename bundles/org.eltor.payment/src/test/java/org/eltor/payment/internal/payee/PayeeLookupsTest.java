package org.eltor.payment.internal.payee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.testkit.SettableClock;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;

/** From addresses and names to invoices and offers, and every way in which a server can be wrong. */
class PayeeLookupsTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final PayeeLookups.Wanted WANTED =
            new PayeeLookups.Wanted(MilliSatoshi.of(1000), 10, NOW.plusSeconds(780));
    private static final Payee ADDRESS = new Payee(PayeeKind.LIGHTNING_ADDRESS, "relay@pay.example");
    private static final Payee NAME = new Payee(PayeeKind.BIP353, "relay@pay.example");
    private static final String OFFER = "lno1zcss9mk8y3wkklfvevcrszlmu23kfrxh49px20665dqwmn4p72pksese";

    private final ScriptedServer server = new ScriptedServer(NOW.getEpochSecond());

    private static PayeeLookups lookups(Web web, Network network) {
        return lookups(web, network, ProvenTexts.ROOT, new SettableClock(NOW));
    }

    private static PayeeLookups lookups(Web web, Network network, String anchors, Clock clock) {
        try {
            return new PayeeLookups(
                    web,
                    Optional.of(WebAddress.parse("https://dns.example/dns-query")),
                    anchors,
                    Optional.of(network),
                    Runnable::run,
                    clock,
                    new Random(1));
        } catch (PayeeException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private CompletionStage<List<PayeeLookups.Fetched>> invoices(PayeeLookups lookups) {
        return lookups.invoices(ADDRESS, WANTED);
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
        SettableClock clock = new SettableClock(NOW);
        PayeeLookups lookups = lookups(server, Network.REGTEST, ProvenTexts.ROOT, clock);
        CompletionStage<?> stage = lookups.invoices(ADDRESS, WANTED);
        assertThatThrownBy(() -> stage.toCompletableFuture().join())
                .cause()
                .isInstanceOf(PayeeException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n")
                .hasMessageNotContaining("<");
        assertThat(lookups.broken()).containsExactly(ADDRESS);
        clock.advance(Duration.ofSeconds(31));
        assertThat(lookups.broken().contains(ADDRESS)).isEqualTo(!retriable);
        clock.advance(Duration.ofMinutes(10));
        assertThat(lookups.broken()).isEmpty();
    }

    private static final String RELAY = "relay.user._bitcoin-payment.pay.example.";

    private static SignedZones dns(String... texts) {
        return new SignedZones(NOW).texts(RELAY, texts);
    }

    private static Payee offer(SignedZones dns) {
        return lookups(dns, Network.BITCOIN, dns.anchors(), new SettableClock(NOW))
                .name(NAME, WANTED, false)
                .toCompletableFuture()
                .join()
                .offer()
                .orElseThrow();
    }

    @Test
    void aNameLeadsToAnOfferThatIsProvenFromTheRootDown() {
        SignedZones dns = dns("bitcoin:?lno=" + OFFER);
        assertThat(offer(dns)).isEqualTo(new Payee(PayeeKind.BOLT12_OFFER, OFFER));
        assertThat(dns.asked).isGreaterThan(4); // keys of three zones
        assertThat(dns.isolation).matches("eltor-lookup-[0-9a-f]{32}");

        SignedZones aliased = new SignedZones(NOW)
                .alias(RELAY, "alias.pay.example.")
                .texts("alias.pay.example.", "bitcoin:?lno=" + OFFER);
        assertThat(offer(aliased)).isEqualTo(new Payee(PayeeKind.BOLT12_OFFER, OFFER));
    }

    @Test
    void theResolverIsNotBelieved() {
        String good = "bitcoin:?lno=" + OFFER;
        SignedZones forged = dns(good).forge(RELAY, "bitcoin:?lno=" + OFFER.replace('q', 'p'));
        forged.vouches = true;
        nameRefused(forged, Network.BITCOIN, "DNS does not prove it");
        SignedZones old = new SignedZones(NOW).texts(RELAY, NOW.minusSeconds(900_000), NOW.minusSeconds(600_000), good);
        old.vouches = true;
        nameRefused(old, Network.BITCOIN, "DNS does not prove it");
        SignedZones stripped = dns(good);
        stripped.vouches = true;
        nameRefused(
                stripped,
                Network.BITCOIN,
                new SignedZones(NOW).anchors(),
                "relay@pay.example",
                "DNS does not prove it");
        SignedZones plain = new SignedZones(NOW).texts("relay.user._bitcoin-payment.plain.example.", good);
        plain.vouches = true;
        nameRefused(plain, Network.BITCOIN, plain.anchors(), "relay@plain.example", "no DNSSEC");
    }

    @Test
    void whatIsProvenOfAnotherNameIsNoAnswer() throws Exception {
        String other = "mallory.user._bitcoin-payment.pay.example.";
        SignedZones dns = dns("bitcoin:?lno=" + OFFER.replace('q', 'p')).texts(other, "bitcoin:?lno=" + OFFER);
        dns.instead = Name.fromString(other);
        nameRefused(dns, Network.BITCOIN, "the resolver's answer is none");
        dns.hides = true;
        nameRefused(dns, Network.BITCOIN, "");
    }

    @Test
    void oneLineSaysWhatIsWrongWithAName() {
        nameRefused(dns("v=spf1 -all"), Network.BITCOIN, "no payment instructions");
        nameRefused(dns("bitcoin:?lno=" + OFFER, "BITCOIN:?x=1"), Network.BITCOIN, "more than one");
        nameRefused(dns("bitcoin:?lightning=lnbc1"), Network.BITCOIN, "have no offer");
        nameRefused(dns("bitcoin:?lno=" + OFFER), Network.REGTEST, "another network than regtest");
        SignedZones failing = dns("bitcoin:?lno=" + OFFER);
        failing.code = 2;
        nameRefused(failing, Network.BITCOIN, "or the resolver fails");
        SignedZones mute = dns("bitcoin:?lno=" + OFFER);
        mute.answers = false;
        nameRefused(mute, Network.BITCOIN, "the resolver's answer is none");
    }

    @Test
    void anAnswerThatIsNoneOfDnsIsMalformed() {
        CompletionStage<PayeeLookups.Named> stage = lookups(
                        (address, accept, isolation) -> new byte[] {0, 0, (byte) 0x81}, Network.BITCOIN)
                .name(NAME, WANTED, true);
        assertThatThrownBy(() -> stage.toCompletableFuture().join())
                .cause()
                .isInstanceOf(PayeeException.class)
                .hasMessageContaining("malformed");
    }

    private static void nameRefused(SignedZones dns, Network network, String message) {
        nameRefused(dns, network, dns.anchors(), "relay@pay.example", message);
    }

    private static void nameRefused(SignedZones dns, Network network, String anchors, String name, String message) {
        CompletionStage<PayeeLookups.Named> stage = lookups(dns, network, anchors, new SettableClock(NOW))
                .name(new Payee(PayeeKind.BIP353, name), WANTED, false);
        assertThatThrownBy(() -> stage.toCompletableFuture().join())
                .cause()
                .isInstanceOf(PayeeException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }
}
