package org.eltor.payment.internal.payee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.eltor.api.lightning.MilliSatoshi;
import org.eltor.api.lightning.Payee;
import org.eltor.api.lightning.PayeeKind;
import org.eltor.testkit.SettableClock;
import org.junit.jupiter.api.Test;

/** Names without instructions in DNS, which are tried as Lightning addresses. */
class NameFallbackTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final Payee NAME = new Payee(PayeeKind.BIP353, "relay@pay.example");
    private static final String RECORD = "relay.user._bitcoin-payment.pay.example.";
    private static final String OFFER = "bitcoin:?lno=lno1zcss9mk8y3wkklfvevcrszlmu23kfrxh49px20665dqwmn4p72pksese";
    private static final PayeeLookups.Wanted WANTED =
            new PayeeLookups.Wanted(MilliSatoshi.of(1000), 10, NOW.plusSeconds(780));

    private final SignedZones dns = new SignedZones(NOW);
    private final ScriptedServer server = new ScriptedServer(NOW.getEpochSecond());
    private Optional<PayeeException> resolverFails = Optional.empty();

    private PayeeLookups lookups() throws PayeeException {
        return new PayeeLookups(
                this::answer,
                Optional.of(WebAddress.parse("https://dns.example/dns-query")),
                dns.anchors(),
                Optional.empty(),
                Runnable::run,
                new SettableClock(NOW),
                new Random(1));
    }

    private byte[] answer(WebAddress address, String accept, String isolation) throws PayeeException {
        if (!address.host().equals("dns.example")) {
            return server.get(address, accept, isolation);
        }
        if (resolverFails.isPresent()) {
            throw resolverFails.get();
        }
        return dns.get(address, accept, isolation);
    }

    private static PayeeLookups.Named found(PayeeLookups lookups) {
        return lookups.name(NAME, WANTED, true).toCompletableFuture().join();
    }

    @Test
    void aNameThatDnsDoesNotKnowIsPaidAsALightningAddress() throws PayeeException {
        dns.texts(RECORD, "v=spf1 -all");
        PayeeLookups lookups = lookups();
        PayeeLookups.Named named = found(lookups);
        assertThat(named.offer()).isEmpty();
        assertThat(named.invoices()).hasSize(10);
        assertThat(server.asked.get(0)).isEqualTo("pay.example/.well-known/lnurlp/relay");
        assertThat(lookups.broken()).isEmpty();
    }

    @Test
    void soIsOneThatDnsDoesNotProve() throws PayeeException {
        dns.texts(RECORD, OFFER).forge(RECORD, OFFER.replace('q', 'p'));
        assertThat(found(lookups()).invoices()).hasSize(10);
    }

    @Test
    void anOfferOfDnsComesFirst() throws PayeeException {
        dns.texts(RECORD, OFFER);
        assertThat(found(lookups()).offer()).isPresent();
        assertThat(server.asked).isEmpty();
    }

    @Test
    void whatDnsSaysAndIsOfNoUseIsNotPassedOver() throws PayeeException {
        dns.texts(RECORD, OFFER, "bitcoin:?x=1");
        refused(true, "more than one payment instruction");
        assertThat(server.asked).isEmpty();
    }

    @Test
    void aResolverThatIsAwayIsNoReasonToTrustTheWebInstead() throws PayeeException {
        dns.texts(RECORD, OFFER);
        resolverFails = Optional.of(new PayeeException("the resolver is away", true));
        refused(true, "the resolver is away");
        assertThat(server.asked).isEmpty();
    }

    @Test
    void aWalletWithoutInvoicesHasNoUseForAnAddress() throws PayeeException {
        dns.texts(RECORD, "v=spf1 -all");
        refused(false, "DNS has no payment instructions for it");
        assertThat(server.asked).isEmpty();
    }

    @Test
    void bothCausesAreNamedWhereNeitherWorks() throws PayeeException {
        dns.texts(RECORD, "v=spf1 -all");
        server.tag = "withdrawRequest";
        refused(true, "DNS has no payment instructions for it, and as a Lightning address: its server's answer is not");
    }

    private void refused(boolean isAddress, String message) throws PayeeException {
        PayeeLookups lookups = lookups();
        CompletionStage<?> stage = lookups.name(NAME, WANTED, isAddress);
        assertThatThrownBy(() -> stage.toCompletableFuture().join())
                .cause()
                .isInstanceOf(PayeeException.class)
                .hasMessageContaining(message);
        assertThat(lookups.broken()).containsExactly(NAME);
    }
}
