package org.eltor.relay.internal.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.eltor.relay.internal.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents that the tests of tor, Arti and stem are made with, good ones and bad ones. */
class VectorsTest {
    /** Refused by tor for a signature or certificate that does not verify, which nobody checks here. */
    private static final Set<String> ONLY_SIGNATURES_TELL =
            Set.of("EX_RI_BAD_SIG1", "EX_RI_ED_BAD_CROSSCERT1", "EX_RI_ED_BAD_SIG1", "EX_RI_ED_BAD_SIG2");
    /** A name that is none is replaced, and a family member that is none ignored. */
    private static final Set<String> BORNE = Set.of("EX_RI_BAD_FAMILY", "EX_RI_BAD_NAME2");

    private static final Set<String> GOOD = Set.of("EX_RI_MINIMAL", "EX_RI_MAXIMAL");

    private static String descriptors(String text) {
        SkipCounts skipped = new SkipCounts();
        int read = new DescriptorCache(new Pool(), true)
                .read(Documents.bytes(text), skipped)
                .size();
        return skipped.first().map(Throwable::getMessage).orElse(read + " read");
    }

    private static String microdescriptors(String text) {
        SkipCounts skipped = new SkipCounts();
        int read = new MicrodescriptorCache(new Pool())
                .read(Documents.bytes(text), skipped)
                .size();
        return skipped.first().map(Throwable::getMessage).orElse(read + " read");
    }

    private static String consensus(String text) {
        try {
            return Documents.consensus(text).entries().size() + " read";
        } catch (DocumentException e) {
            return e.getMessage();
        }
    }

    @Test
    void serverDescriptorsOfTor() throws IOException {
        Set<String> read = new TreeSet<>();
        for (var vector : new ObjectMapper()
                .readTree(TestData.bytes("vectors/tor/failing-routerdescs.json"))
                .properties()) {
            String outcome = descriptors(vector.getValue().asText());
            if (outcome.equals("1 read")) {
                read.add(vector.getKey());
            } else {
                assertThat(outcome).as(vector.getKey()).matches("line [0-9]+: [a-zA-Z0-9 -]+");
            }
        }
        Set<String> expected = new TreeSet<>(GOOD);
        expected.addAll(BORNE);
        expected.addAll(ONLY_SIGNATURES_TELL);
        assertThat(read).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "arti/tor-netdoc/testdata/routerdesc1.txt,1 read",
        "arti/tor-netdoc/testdata/routerdesc2.txt,1 read",
        "arti/tor-netdoc/testdata/routerdesc3.txt,1 read",
        "arti/tor-dirmgr/testdata/routerdesc1.txt,1 read",
        "arti/tor-dirserver/testdata/descriptor1-ns,1 read",
        "arti/tor-netdoc/testdata2/cached-descriptors.new,7 read",
        "arti/tor-netdoc/testdata-live/consensus--desc--Akka,1 read",
        "arti/tor-netdoc/testdata-live/consensus--desc--d2d4,1 read",
        "arti/tor-netdoc/testdata-live/consensus--desc--moria1,1 read",
        "stem/descriptor-data/cr_in_contact_line,1 read",
        "stem/descriptor-data/example_descriptor,1 read",
        "stem/descriptor-data/metrics_server_desc_multiple,2 read",
        "stem/descriptor-data/negative_uptime,1 read",
        "stem/descriptor-data/non-ascii_descriptor,1 read",
        "stem/descriptor-data/old_descriptor,1 read",
        "stem/descriptor-data/server_descriptor_with_ed25519,1 read",
        "arti/tor-dirserver/testdata/descriptor1-ns-unsigned,"
                + "line 47: the descriptor is cut off before its signature ends",
        "arti/tor-dirserver/testdata/descriptor2-ns-unsigned,"
                + "line 45: the descriptor is cut off before its signature ends",
        "arti/tor-netdoc/testdata/bad-routerdesc/bad-cc-sign,line 34: a cross-certificate with neither bit",
        "arti/tor-netdoc/testdata/bad-routerdesc/bad-ed-sk-in-cert,1 read", // only a signature tells
        "arti/tor-netdoc/testdata/bad-routerdesc/bad-ipv6policy,"
                + "line 43: a port summary is neither accept nor reject",
        "arti/tor-netdoc/testdata/bad-routerdesc/bad-sig-order,line 50: a line where only a signature may be",
        "arti/tor-netdoc/testdata/bad-routerdesc/bad-start1,line 1: a descriptor begins with its router line",
        "arti/tor-netdoc/testdata/bad-routerdesc/bad-start2,line 1: a descriptor begins with its router line",
        "arti/tor-netdoc/testdata/bad-routerdesc/mismatched-ed-sk-in-cert,"
                + "line 54: the master key is not that of the certificate",
        "arti/tor-netdoc/testdata/bad-routerdesc/mismatched-fp,line 50: the fingerprint is not that of the key",
        "arti/tor-netdoc/testdata/bad-routerdesc/no-ed-id-key-in-cert,"
                + "line 7: a certificate without the key that signed it",
        "arti/tor-netdoc/testdata/bad-routerdesc/no-ed-sk,line 42: Ed25519 lines without their certificate",
        "arti/tor-netdoc/testdata/bad-routerdesc/non-ed-sk-in-cert,line 7: a certificate of another kind"
    })
    void serverDescriptors(String file, String outcome) throws IOException {
        assertThat(descriptors(TestData.read("vectors/" + file))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "arti/tor-netdoc/testdata/microdesc1.txt,1 read",
        "arti/tor-netdoc/testdata/microdesc2.txt,4 read",
        "arti/tor-netdoc/testdata/microdesc3.txt,1 read",
        "arti/tor-netdoc/testdata/microdesc4.txt,2 read",
        "arti/tor-dirmgr/testdata/microdescs.txt,4 read",
        "arti/tor-dirserver/testdata/descriptor1-md,1 read",
        "arti/tor-dirserver/testdata/descriptor2-md,1 read",
        "arti/tor-netdoc/testdata2/cached-microdescs.new,7 read",
        "arti/tor-netdoc/testdata-live/consensus-microdesc--desc--Akka,1 read",
        "arti/tor-netdoc/testdata-live/consensus-microdesc--desc--d2d4,1 read",
        // two of its three relays are from before 2013 and have no key that today's clients could use
        "stem/descriptor-data/cached-microdescs,line 7: a microdescriptor without ntor-onion-key",
        "arti/tor-netdoc/testdata/bad-mds/bogus-policy,line 9: a port summary without ports",
        "arti/tor-netdoc/testdata/bad-mds/non-ascii-policy,line 9: a port summary is neither accept nor reject",
        "arti/tor-netdoc/testdata/bad-mds/wrong-id,line 8: an identity of no known kind",
        "arti/tor-netdoc/testdata/bad-mds/wrong-start,line 1: a microdescriptor begins with onion-key"
    })
    void microdescriptors(String file, String outcome) throws IOException {
        assertThat(microdescriptors(TestData.read("vectors/" + file))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "test_md1,1 read",
        "test_md2,1 read",
        "test_md3,1 read",
        "test_md2_25,1 read",
        "test_md2_withfamily_28,1 read",
        "test_md2_withfamily_29,1 read",
        "GOOD_MD,1 read",
        "truncated_md,line 8: a microdescriptor without ntor-onion-key",
        "DUPLICATE_KEY,line 9: two identities of one kind",
        "BOGUS_KEY,line 8: an identity that is none"
    })
    void microdescriptorsOfTor(String name, String outcome) throws IOException {
        JsonNode vectors = new ObjectMapper().readTree(TestData.bytes("vectors/tor/microdesc.json"));
        assertThat(microdescriptors(vectors.get(name).asText())).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "arti/tor-netdoc/testdata/mdconsensus1.txt,6 read",
        "arti/tor-dirmgr/testdata/mdconsensus1.txt,6 read",
        "arti/tor-dirmgr/testdata/mdconsensus2.txt,4 read",
        "arti/tor-dirserver/testdata/consensus-ns,2 read",
        "arti/tor-netdoc/testdata-live/consensus,5 read",
        "arti/tor-netdoc/testdata-live/consensus-microdesc,5 read",
        "arti/tor-netdoc/testdata2/cached-consensus,7 read",
        "arti/tor-netdoc/testdata2/cached-microdesc-consensus,7 read",
        "arti/tor-consdiff/testdata/consensus1.txt,8 read",
        "arti/tor-consdiff/testdata/consensus2.txt,3 read",
        "stem/descriptor-data/cached-consensus,3 read",
        "stem/descriptor-data/metrics_consensus,7 read",
        "arti/tor-netdoc/testdata2/my-consensus-ns,"
                + "line 71: the document is cut off before its last signature ends", // not signed yet
        "arti/tor-netdoc/testdata/bad-mdconsensus/bad-flags,line 27: a flag that the consensus does not announce",
        "arti/tor-netdoc/testdata/bad-mdconsensus/bad-md-digest,line 40: a digest that is none",
        "arti/tor-netdoc/testdata/bad-mdconsensus/bad-params,line 15: a keyword without a number that can be one",
        "arti/tor-netdoc/testdata/bad-mdconsensus/bad-weight,line 67: a keyword without a number that can be one",
        "arti/tor-netdoc/testdata/bad-mdconsensus/bad-weights,line 51: a bandwidth that is none",
        "arti/tor-netdoc/testdata/bad-mdconsensus/wrong-order,"
                + "line 52: relays are not in the order of their identities",
        "arti/tor-netdoc/testdata/bad-mdconsensus/wrong-start,"
                + "line 1: a consensus begins with network-status-version",
        "arti/tor-netdoc/testdata/bad-mdconsensus/wrong-version,line 1: a version or flavour that nobody knows here",
        "arti/tor-netdoc/testdata-live/authority,line 2: the second line is not vote-status consensus",
        "stem/descriptor-data/unparseable/cached-microdesc-consensus_with_carriage_returns,"
                + "line 1: lines end with carriage returns",
        "stem/descriptor-data/unparseable/vote,line 2: the second line is not vote-status consensus",
        "stem/descriptor-data/unparseable/riddle,line 1: a consensus begins with network-status-version",
        "stem/descriptor-data/unparseable/new_metrics_type,line 2: a consensus begins with network-status-version",
        "stem/descriptor-data/cached-consensus-v2,line 2: a version or flavour that nobody knows here",
        "stem/descriptor-data/metrics_vote,line 3: the second line is not vote-status consensus"
    })
    void consensuses(String file, String outcome) throws IOException {
        assertThat(consensus(TestData.read("vectors/" + file))).isEqualTo(outcome);
    }

    @Test
    void portSummariesOfTor() throws IOException, DocumentException {
        JsonNode vectors = new ObjectMapper().readTree(TestData.bytes("vectors/tor/short-policy.json"));
        for (JsonNode good : vectors.get("good")) {
            assertThat(PortSummary.parse(good.get("input").asText(), 1))
                    .isEqualTo(PortSummary.parse(good.get("output").asText(), 1));
        }
        for (JsonNode bad : vectors.get("bad")) {
            assertThat(catchThrowable(() -> PortSummary.parse(bad.asText(), 1)))
                    .as(bad.asText())
                    .isInstanceOf(DocumentException.class);
        }
    }
}
