package org.eltor.relay.internal.directory;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.document.Consensus;
import org.eltor.relay.internal.document.ConsensusParser;
import org.eltor.relay.internal.document.DescriptorCache;
import org.eltor.relay.internal.document.Digest;
import org.eltor.relay.internal.document.DocumentException;
import org.eltor.relay.internal.document.Microdescriptor;
import org.eltor.relay.internal.document.MicrodescriptorCache;
import org.eltor.relay.internal.document.Pool;
import org.eltor.relay.internal.document.ServerDescriptor;
import org.eltor.relay.internal.document.SkipCounts;
import org.eltor.relay.internal.document.StatusEntry;
import org.eltor.relay.internal.document.StatusParser;
import org.eltor.relay.internal.document.Validity;
import org.eltor.relay.internal.path.NodeLists;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes views of what tor answers. No I/O. Belongs to one thread. */
final class ViewBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(ViewBuilder.class);

    /**
     * What was made of one answer.
     *
     * @param view the relays; may be without any
     * @param listed number of relays in the consensus
     * @param described number of relays of which tor has a server descriptor that can be read
     * @param skipped what was left out
     * @param trouble why the bandwidth weights are not those of tor's consensus, one line; empty when they are
     */
    record Result(SnapshotView view, int listed, int described, SkipCounts skipped, Optional<String> trouble) {
        @Override
        public String toString() {
            return "Consensus lists " + listed + ", descriptors of " + described + ", left out: " + skipped
                    + skipped.first()
                            .map(first -> ", the first: " + first.getMessage())
                            .orElse("");
        }
    }

    private final Pool pool = new Pool();
    private final DescriptorCache cache = new DescriptorCache(pool, false); // tor has checked the keys
    private final MicrodescriptorCache microdescriptors = new MicrodescriptorCache(pool);
    private Optional<KnownConsensus> known = Optional.empty();
    private Map<Fingerprint, StatusEntry> named = Map.of(); // entries that name microdescriptors
    private Footer footer = Footer.UNKNOWN;
    private Optional<Validity> validity = Optional.empty();
    private SnapshotView last;

    /**
     * Reads an answer. The generation rises by one with each call.
     *
     * @param needsTerms whether a relay without a server descriptor, which says what it asks, is left out
     * @throws DocumentException when the list of relays cannot be used at all, or a new consensus cannot be read
     */
    Result build(DirectoryText text, boolean needsTerms) throws DocumentException {
        pool.nextGeneration();
        Optional<String> trouble = readConsensus(text);
        SkipCounts skipped = new SkipCounts();
        List<StatusEntry> entries = StatusParser.parse(bytes(text.status()), pool, skipped);
        Map<Fingerprint, ServerDescriptor> descriptors = cache.read(bytes(text.descriptors()), skipped);
        Map<Digest, Microdescriptor> micro = microdescriptors.read(bytes(text.microdescriptors()), skipped);
        List<StatusEntry> usable = entries.stream()
                .filter(entry -> !needsTerms || descriptors.containsKey(entry.fingerprint()))
                .map(this::withMicrodescriptor)
                .toList();
        List<RelayDescriptor> relays = new Relays(this::before).withEither(usable, micro, descriptors);
        long generation = last == null ? 1 : last.generation() + 1;
        last = new SnapshotView(generation, relays, NodeLists.ofTor(text::list), footer, skipped.byText());
        return new Result(last, entries.size(), descriptors.size(), skipped, trouble);
    }

    /** Tor's list of relays names no microdescriptors; its consensus does. */
    private StatusEntry withMicrodescriptor(StatusEntry entry) {
        StatusEntry more = named.get(entry.fingerprint());
        return more == null
                ? entry
                : new StatusEntry(
                        entry.fingerprint(),
                        entry.nickname(),
                        entry.addresses(),
                        entry.flags(),
                        entry.bandwidth(),
                        entry.congestionControl() || more.congestionControl(),
                        more.microdescriptor(),
                        entry.exitPorts());
    }

    /** The consensus whose footer is known: tor need not give it out again. */
    Optional<KnownConsensus> knownConsensus() {
        return known;
    }

    /** When the consensus of the latest weights may be used; empty while none could be read. */
    Optional<Validity> validity() {
        return validity;
    }

    /** Takes weights, parameters and names of microdescriptors of the consensus; says why it could not. */
    private Optional<String> readConsensus(DirectoryText text) throws DocumentException {
        if (text.consensus().isEmpty()) {
            return notGiven(text);
        }
        SkipCounts skipped = new SkipCounts();
        try {
            Consensus consensus = ConsensusParser.parse(bytes(text.consensus().get()), pool, skipped);
            footer = Footer.of(consensus);
            validity = Optional.of(consensus.validity());
            known = Optional.of(new KnownConsensus(consensus.validity().validAfter(), text.usesMicrodescriptors()));
            named = consensus.flavour() == Consensus.Flavour.NS
                    ? Map.of()
                    : consensus.entries().stream()
                            .collect(Collectors.toMap(StatusEntry::fingerprint, Function.identity()));
            LOG.debug(
                    "Consensus of {}: {} relays, method {}, {} weights, {} parameters; left out: {}",
                    consensus.validity().validAfter(),
                    consensus.entries().size(),
                    consensus.method(),
                    consensus.weights().size(),
                    consensus.parameters().size(),
                    skipped);
            return Optional.empty();
        } catch (DocumentException e) {
            if (known.isPresent()) {
                throw new DocumentException(e.line(), e.kind(), "its new consensus: " + e.reason());
            }
            return Optional.of(ProblemTexts.unreadable(e));
        }
    }

    private Optional<String> notGiven(DirectoryText text) {
        if (known.isEmpty()) {
            return Optional.of(ProblemTexts.NO_CONSENSUS);
        }
        boolean same = text.validity()
                .map(times -> new KnownConsensus(times.validAfter(), text.usesMicrodescriptors()))
                .equals(known);
        return same ? Optional.empty() : Optional.of(ProblemTexts.NO_NEW_CONSENSUS);
    }

    private Optional<RelayDescriptor> before(Fingerprint relay) {
        return last == null ? Optional.empty() : last.relay(relay);
    }

    /** What tor sent; the control protocol takes away the last line feed of a value. */
    private static byte[] bytes(String text) {
        return (text.endsWith("\n") ? text : text + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
