package org.eltor.relay.internal.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import org.eltor.api.relay.RelayFlag;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.directory.Texts;
import org.junit.jupiter.api.Test;

class StatusParserTest {
    private final SkipCounts skipped = new SkipCounts();

    private static List<StatusEntry> parse(String text, SkipCounts skipped) throws DocumentException {
        return StatusParser.parse(Documents.bytes(text), new Pool(), skipped);
    }

    @Test
    void readsAnEntryAsTorPrintsIt() throws DocumentException {
        String text = """
                r plebrelay1 Yn5iNtnpgLLJV15wDalQw3SiVo8 EQ2G56Jg8OBLPBIfZRi5YJCUkMI 2038-01-01 00:00:00 172.81.178.30 5061 0
                a [2001:db8::1]:5061
                s BadExit Exit Fast Guard HSDir Running Stable V2Dir Valid
                w Bandwidth=1234 Unmeasured=1
                p accept 1-65535
                """;

        StatusEntry entry = parse(text, skipped).iterator().next();

        assertThat(entry.fingerprint()).isEqualTo(new Fingerprint("627E6236D9E980B2C9575E700DA950C374A2568F"));
        assertThat(entry.nickname()).isEqualTo("plebrelay1");
        assertThat(entry.addresses()).containsExactly("172.81.178.30", "2001:db8::1");
        assertThat(entry.flags()).containsExactlyInAnyOrder(RelayFlag.values());
        assertThat(entry.bandwidth()).isEqualTo(1234);
        assertThat(skipped).hasToString("none");
    }

    @Test
    void entriesComeInTheOrderOfTheirFingerprints() throws DocumentException {
        Collection<StatusEntry> entries = parse(
                Texts.entry(3, "Running", 1) + Texts.entry(1, "Running", 1) + Texts.entry(2, "Running", 1), skipped);
        assertThat(entries)
                .extracting(StatusEntry::fingerprint)
                .containsExactly(Texts.fingerprint(1), Texts.fingerprint(2), Texts.fingerprint(3));
    }

    @Test
    void aMalformedEntrySkipsNobodyElse() throws DocumentException {
        String good = Texts.entry(1, "Running", 5);
        List<String> bad = List.of(
                "r x\n",
                "r \n",
                "r relay2 !!!! EQ2G 2038-01-01 00:00:00 10.0.0.1 1 0\n",
                Texts.entry(2, "Running", 5).replace("10.2.0.1", "host.example"),
                Texts.entry(2, "Running", 5).replace("10.2.0.1", "10.2.0.999"),
                Texts.entry(2, "Running", 5).replace("Bandwidth=5", "Bandwidth=-5"),
                Texts.entry(2, "Running", 5).replace("Bandwidth=5", "Bandwidth=99999999999999999999"));
        for (String entry : bad) {
            SkipCounts counts = new SkipCounts();
            assertThat(parse("garbage\n" + entry + good + entry, counts))
                    .as(entry)
                    .hasSize(1);
            assertThat(counts.of(SkipReason.MALFORMED_ENTRY)).isEqualTo(2);
        }
    }

    @Test
    void theFirstOfTwoEntriesIsKept() throws DocumentException {
        Collection<StatusEntry> entries =
                parse(Texts.entry(1, "Running", 5) + Texts.entry(1, "Running Guard", 9), skipped);
        assertThat(entries)
                .singleElement()
                .satisfies(e -> assertThat(e.bandwidth()).isEqualTo(5));
        assertThat(skipped).hasToString("1 duplicate");
    }

    @Test
    void hostileTextIsNotPassedOn() throws DocumentException {
        String text = Texts.entry(1, "Running \u001b[2J Valid", 5).replace("r relay1 ", "r \u001b[2J ")
                + "a [::zz]:1\na [1.2.3.4]:1\n";
        assertThat(parse(text, skipped)).singleElement().satisfies(entry -> {
            assertThat(entry.nickname()).isEqualTo("Unnamed");
            assertThat(entry.addresses()).containsExactly("10.1.0.1");
            assertThat(entry.flags()).containsExactlyInAnyOrder(RelayFlag.RUNNING, RelayFlag.VALID);
        });
    }
}
