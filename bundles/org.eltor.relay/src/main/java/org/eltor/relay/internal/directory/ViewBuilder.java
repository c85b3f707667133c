package org.eltor.relay.internal.directory;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.document.Consensus;
import org.eltor.relay.internal.document.ConsensusParser;
import org.eltor.relay.internal.document.DescriptorCache;
import org.eltor.relay.internal.document.DocumentException;
import org.eltor.relay.internal.document.Pool;
import org.eltor.relay.internal.document.ServerDescriptor;
import org.eltor.relay.internal.document.SkipCounts;
import org.eltor.relay.internal.document.StatusEntry;
import org.eltor.relay.internal.document.StatusParser;
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
     */
    record Result(SnapshotView view, int listed, int described, SkipCounts skipped) {
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
    private Optional<Instant> validAfter = Optional.empty();
    private Footer footer = Footer.UNKNOWN;
    private SnapshotView last;
    private boolean told;
    private String warned = "";

    /**
     * Reads an answer. The generation rises by one with each call.
     *
     * @throws DocumentException when the list of relays cannot be used at all
     */
    Result build(DirectoryText text) throws DocumentException {
        pool.nextGeneration();
        readConsensus(text);
        SkipCounts skipped = new SkipCounts();
        List<StatusEntry> entries = StatusParser.parse(bytes(text.status()), pool, skipped);
        Map<Fingerprint, ServerDescriptor> descriptors = cache.read(bytes(text.descriptors()), skipped);
        List<RelayDescriptor> relays = new Relays(this::before).withDescriptors(entries, descriptors);
        long generation = last == null ? 1 : last.generation() + 1;
        last = new SnapshotView(generation, relays, NodeLists.ofTor(text::list), footer);
        return new Result(last, entries.size(), descriptors.size(), skipped);
    }

    /** The consensus whose footer is known: tor need not give it out again. */
    Optional<Instant> knownConsensus() {
        return validAfter;
    }

    /** Takes weights and parameters of the consensus. One that cannot be read changes nothing. */
    private void readConsensus(DirectoryText text) {
        if (text.consensus().isEmpty()) {
            if (validAfter.isEmpty() && !told) {
                told = true;
                LOG.debug("Tor does not give out its consensus: going on with default bandwidth weights");
            }
            return;
        }
        SkipCounts skipped = new SkipCounts();
        try {
            Consensus consensus = ConsensusParser.parse(bytes(text.consensus().get()), pool, skipped);
            footer = Footer.of(consensus);
            validAfter = Optional.of(consensus.validity().validAfter());
            warned = "";
            LOG.debug(
                    "Consensus of {}: {} relays, method {}, {} weights, {} parameters; left out: {}",
                    consensus.validity().validAfter(),
                    consensus.entries().size(),
                    consensus.method(),
                    consensus.weights().size(),
                    consensus.parameters().size(),
                    skipped);
        } catch (DocumentException e) {
            String which = validAfter.isPresent() ? "the former" : "default";
            if (!e.getMessage().equals(warned)) {
                warned = e.getMessage();
                LOG.warn("Tor's consensus cannot be read: {}; going on with {} bandwidth weights", warned, which);
            }
        }
    }

    private Optional<RelayDescriptor> before(Fingerprint relay) {
        return last == null ? Optional.empty() : last.relay(relay);
    }

    /** What tor sent; the control protocol takes away the last line feed of a value. */
    private static byte[] bytes(String text) {
        return (text.endsWith("\n") ? text : text + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
