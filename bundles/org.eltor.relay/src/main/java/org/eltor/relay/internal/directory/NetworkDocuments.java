package org.eltor.relay.internal.directory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.tor.Fingerprint;
import org.eltor.relay.internal.document.Consensus;
import org.eltor.relay.internal.document.ConsensusParser;
import org.eltor.relay.internal.document.DescriptorCache;
import org.eltor.relay.internal.document.DocumentException;
import org.eltor.relay.internal.document.MicrodescriptorCache;
import org.eltor.relay.internal.document.Pool;
import org.eltor.relay.internal.document.SkipCounts;
import org.eltor.relay.internal.document.SkipReason;
import org.eltor.relay.internal.path.NodeLists;

/**
 * Makes views of whole documents, as they lie in files or as tor gives them out. One after the other: what did not
 * change since the last documents is not parsed again, and a document that is refused leaves everything as it was.
 * Belongs to one thread; the views do not.
 */
public final class NetworkDocuments {
    private final Pool pool = new Pool();
    private final MicrodescriptorCache microdescriptors = new MicrodescriptorCache(pool);
    private final DescriptorCache descriptors = new DescriptorCache(pool, true);
    private SkipCounts skipped = new SkipCounts();
    private SnapshotView last;

    /**
     * The relays of a consensus, with what it says alone: without families and, in the microdesc flavour, policies.
     *
     * @throws DocumentException when the consensus is malformed or stale
     */
    public SnapshotView view(byte[] consensus, Instant now) throws DocumentException {
        Consensus read = consensus(consensus, now);
        return use(read, relays().alone(read.entries()));
    }

    /**
     * The relays of a consensus of which there is the microdescriptor that it names by its digest.
     *
     * @throws DocumentException when the consensus is malformed or stale
     */
    public SnapshotView viewOfMicrodescriptors(byte[] consensus, byte[] texts, Instant now) throws DocumentException {
        Consensus read = consensus(consensus, now);
        return use(read, relays().withMicrodescriptors(read.entries(), microdescriptors.read(texts, skipped)));
    }

    /**
     * The relays of a consensus of which there is a server descriptor, with what they ask for.
     *
     * @throws DocumentException when the consensus is malformed or stale
     */
    public SnapshotView viewOfServerDescriptors(byte[] consensus, byte[] texts, Instant now) throws DocumentException {
        Consensus read = consensus(consensus, now);
        return use(read, relays().withDescriptors(read.entries(), descriptors.read(texts, skipped)));
    }

    /** What the last view left out. */
    public SkipCounts skipped() {
        return skipped;
    }

    /** Number of descriptors that were parsed so far rather than remembered. */
    public int parsed() {
        return microdescriptors.parsed() + descriptors.parsed();
    }

    private Consensus consensus(byte[] text, Instant now) throws DocumentException {
        pool.nextGeneration();
        SkipCounts counts = new SkipCounts();
        Consensus read = ConsensusParser.parse(text, pool, counts);
        Optional<String> refusal = read.validity().refusal(now);
        if (refusal.isPresent()) {
            throw new DocumentException(0, SkipReason.MALFORMED_DOCUMENT, refusal.get());
        }
        skipped = counts;
        return read;
    }

    private Relays relays() {
        return new Relays(this::before);
    }

    private Optional<RelayDescriptor> before(Fingerprint relay) {
        return last == null ? Optional.empty() : last.relay(relay);
    }

    private SnapshotView use(Consensus consensus, List<RelayDescriptor> relays) {
        long generation = last == null ? 1 : last.generation() + 1;
        last = new SnapshotView(generation, relays, NodeLists.UNSET, Footer.of(consensus), skipped.byText());
        return last;
    }
}
