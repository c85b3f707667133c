package org.eltor.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.eltor.api.tor.Fingerprint;
import org.eltor.api.tor.NewConsensusEvent;
import org.eltor.api.tor.NewDescriptorsEvent;
import org.eltor.api.tor.TorControl;
import org.eltor.api.tor.TorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptedDirectoryTest {
    private final SteppedExecutor executor = new SteppedExecutor();
    private final ScriptedTor tor = ScriptedTor.eltor(executor);
    private final ScriptedDirectory directory = ScriptedDirectory.of(tor);
    private final TorControl control = tor.control();
    private final TorListener listener = new TorListener(executor, control, "NEWDESC", "NEWCONSENSUS");

    private String info(String key) {
        return listener.answer(control.getInfo(key));
    }

    @Test
    void listsRelaysAsNsAllDoes() {
        Fingerprint exit = directory.add(RelayProfile.exit(7)
                .nickname("exit7")
                .bandwidth(250)
                .ipv6("2001:db8::7")
                .policy("accept 80,443", "accept *:80", "accept *:443", "reject *:*"));

        List<String> lines = info("ns/all").lines().toList();

        String identity = Base64.getEncoder()
                .withoutPadding()
                .encodeToString(HexFormat.of().parseHex(exit.hex()));
        assertThat(lines.get(0))
                .matches("r exit7 \\Q" + identity + "\\E [A-Za-z0-9+/]{27} 2038-01-01 00:00:00 127\\.7\\.0\\.1 5061 0");
        assertThat(lines.subList(1, lines.size()))
                .containsExactly(
                        "a [2001:db8::7]:5061",
                        "s Exit Fast HSDir Running Stable V2Dir Valid",
                        "w Bandwidth=250",
                        "p accept 80,443");
        assertThat(info("ns/id/" + exit.hex())).isEqualTo(info("ns/all"));
    }

    @Test
    void writesPaymentLinesInTheOrderAndSpellingOfTheFork() {
        directory.add(RelayProfile.middle(1)
                .payment("PaymentBolt11LightningAddress", "relay@pay.example")
                .payment("PaymentBip353", "₿relay@pay.example")
                .payment("PaymentBolt11Lnurl", "LNURL1DP68")
                .offer("lno1zrxq8pj")
                .rate(1500)
                .interval(30)
                .intervals(5)
                .handshakeFee(200)
                .payment("PaymentBandwidthQuota", "9")
                .payment("PaymentIntervalRounds", "7")
                .contact("PaymentRateMsats 1"));

        List<String> lines = info("desc/all-recent").lines().toList();

        int contact = lines.indexOf("contact PaymentRateMsats 1");
        assertThat(lines.get(contact - 1)).isEqualTo("hidden-service-dir");
        assertThat(lines.subList(contact + 1, contact + 11))
                .containsExactly(
                        "PaymentBolt12Offer lno1zrxq8pj",
                        "PaymentBip353 ₿relay@pay.example",
                        "PaymentBolt11Lnurl LNURL1DP68",
                        "PaymentBolt11LightningAddress relay@pay.example",
                        "PaymentRateMsats 1500",
                        "PaymentInterval 30",
                        "PaymentInvervalRounds 5",
                        "PaymentHandshakeFee 200",
                        "PaymentBandwidthQuota 9",
                        "PaymentIntervalRounds 7");
        assertThat(lines.get(contact + 11)).startsWith("ntor-onion-key ");
    }

    @Test
    void writesDescriptorsAsTorDoes() {
        Fingerprint other = RelayProfile.middle(2).fingerprint();
        directory.add(RelayProfile.exit(1).family(other).withoutPayment());

        String text = info("desc/all-recent");

        assertThat(text.lines().filter(line -> !line.matches("[A-Za-z0-9+/=]{1,64}|-----.*")))
                .extracting(line -> line.split(" ")[0])
                .containsExactly(
                        "router",
                        "identity-ed25519",
                        "master-key-ed25519",
                        "platform",
                        "proto",
                        "published",
                        "fingerprint",
                        "uptime",
                        "bandwidth",
                        "onion-key",
                        "signing-key",
                        "onion-key-crosscert",
                        "ntor-onion-key-crosscert",
                        "family",
                        "hidden-service-dir",
                        "contact",
                        "ntor-onion-key",
                        "accept",
                        "tunnelled-dir-server",
                        "router-sig-ed25519",
                        "router-signature");
        assertThat(text)
                .startsWith("router relay1 127.1.0.1 5061 0 0\nidentity-ed25519\n-----BEGIN ED25519 CERT-----\n")
                .contains("\nfamily " + other + "\n")
                .contains("FlowCtrl=1-2")
                .doesNotContain("Payment")
                .endsWith("-----END SIGNATURE-----");
        String fingerprint = RelayProfile.exit(1).fingerprint().hex();
        assertThat(text.replaceAll("(?s).*\nfingerprint ([^\n]*)\n.*", "$1").replace(" ", ""))
                .isEqualTo(fingerprint);
    }

    @Test
    void leavesOutWhatIsZeroAndRepeatsWhatIsTwice() {
        directory.add(RelayProfile.middle(1).rate(0).interval(0).intervals(0).handshakeFee(0));
        assertThat(info("desc/all-recent"))
                .contains("\nPaymentBolt12Offer lno1")
                .doesNotContain("PaymentRate");
        directory.add(RelayProfile.middle(1).payment("PaymentRateMsats", "-5", "12x"));
        assertThat(info("desc/all-recent")).contains("\nPaymentRateMsats -5\nPaymentRateMsats 12x\n");
    }

    @Test
    void makesWholeNetworksAndAnnouncesChanges() {
        List<Fingerprint> relays = directory.addNetwork(3, 4, 2);
        directory.publish();
        executor.runUntilIdle();
        assertThat(relays).doesNotHaveDuplicates().hasSize(9);
        assertThat(listener.events).containsExactly(new NewConsensusEvent(9), new NewDescriptorsEvent(relays));
        assertThat(info("ns/all").lines().filter(line -> line.startsWith("s "))).satisfies(flags -> {
            assertThat(flags).filteredOn(line -> line.contains(" Guard ")).hasSize(3);
            assertThat(flags).filteredOn(line -> line.contains(" Exit ")).hasSize(2);
        });
        Set<String> networks = new HashSet<>();
        List<String> identities = new ArrayList<>();
        info("ns/all").lines().filter(line -> line.startsWith("r ")).forEach(line -> {
            String[] words = line.split(" ");
            networks.add(words[6].replaceAll("\\.\\d+\\.\\d+$", ""));
            identities.add(HexFormat.of().formatHex(Base64.getDecoder().decode(words[2])));
        });
        assertThat(networks).hasSize(9);
        assertThat(identities).isSorted();

        listener.events.clear();
        directory.remove(relays.get(0));
        directory.publish();
        executor.runUntilIdle();
        assertThat(listener.events).containsExactly(new NewConsensusEvent(8));
        assertThat(info("ns/id/" + relays.get(0).hex())).isEmpty();
        assertThat(listener.refusal(control.getInfo("desc/id/" + relays.get(0).hex())))
                .returns(552, TorException::code);
    }

    @Test
    void hidesDescriptorsFromATorThatFetchesNone() {
        Fingerprint relay = directory.add(RelayProfile.exit(1));
        Fingerprint missing = directory.add(RelayProfile.exit(2).withoutDescriptor());
        assertThat(info("ns/all")).containsOnlyOnce("\np accept 1-65535");
        assertThat(listener.refusal(control.getInfo("desc/id/" + missing.hex())))
                .hasMessage("Unrecognized key \"desc/id/" + missing.hex() + "\"");

        tor.torrc("UseMicrodescriptors", "auto");
        assertThat(info("desc/all-recent")).isEmpty();
        assertThat(info("ns/all")).doesNotContain("\np ");
        assertThat(info("md/id/" + relay.hex())).startsWith("onion-key\n");
        tor.torrc("FetchUselessDescriptors", "1");
        assertThat(info("desc/all-recent")).startsWith("router relay1 ");
    }

    @Test
    void sendsDescriptorsAsDataOverTheWire(@TempDir Path folder) throws Exception {
        directory.add(RelayProfile.guard(1));
        try (ScriptedTorServer server = ScriptedTorServer.open(tor, ScriptedAuthentication.none(), null);
                ControlClient client = ControlClient.tcp(server)) {
            client.ask("AUTHENTICATE");
            assertThat(client.ask("GETINFO desc/all-recent"))
                    .startsWith("250+desc/all-recent=", "router relay1 127.1.0.1 5061 0 0")
                    .endsWith("-----END SIGNATURE-----", ".", "250 OK");
            client.ask("SETEVENTS NEWCONSENSUS");
            directory.publish();
            assertThat(client.reply())
                    .hasSize(7)
                    .contains("650+NEWCONSENSUS", "s Fast Guard HSDir Running Stable V2Dir Valid", "650 OK");
        }
    }

    @Test
    void givesEachRelayAnOfferOfItsOwn() {
        directory.addNetwork(2, 2, 2);

        List<String> offers = info("desc/all-recent")
                .lines()
                .filter(line -> line.startsWith("PaymentBolt12Offer "))
                .toList();

        assertThat(offers).hasSize(6).doesNotHaveDuplicates();
        assertThat(offers).allMatch(line -> line.matches("PaymentBolt12Offer lno1[02-9ac-hj-np-z]+"));
        assertThat(TestOffer.of(0)).startsWith("lno1qs2").hasSize(96);
    }
}
