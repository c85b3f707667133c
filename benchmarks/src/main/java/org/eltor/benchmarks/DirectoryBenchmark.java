package org.eltor.benchmarks;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.eltor.api.relay.NetworkView;
import org.eltor.relay.internal.directory.NetworkDocuments;
import org.eltor.relay.internal.document.Consensus;
import org.eltor.relay.internal.document.ConsensusParser;
import org.eltor.relay.internal.document.DocumentException;
import org.eltor.relay.internal.document.Pool;
import org.eltor.relay.internal.document.SkipCounts;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Documents of the public Tor network. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx1g", "-XX:+UseSerialGC", "-XX:ActiveProcessorCount=1"})
public class DirectoryBenchmark {
    private static final Instant IN_2019 = Instant.parse("2019-12-15T13:30:00Z");

    private byte[] newest;
    private byte[] consensus;
    private byte[] microdescriptors;
    private final NetworkDocuments renewed = new NetworkDocuments();

    /** Reads the files, and makes the view that a renewal starts from. */
    @Setup
    public void prepare() throws DocumentException {
        newest = Data.read("consensus/2026-06-27-04-00-00-consensus-microdesc.gz");
        consensus = Data.read("consensus/2019-12-15-13-00-00-consensus-microdesc.gz");
        microdescriptors = Data.read("descriptors/2019-12-15-microdescs.gz");
        renewed.viewOfMicrodescriptors(consensus, microdescriptors, IN_2019);
    }

    /** The consensus of 2026-06-27: 9,609 relays. */
    @Benchmark
    public Consensus consensusOf2026() throws DocumentException {
        return ConsensusParser.parse(newest, new Pool(), new SkipCounts());
    }

    /** The consensus of 2019-12-15 with all its microdescriptors, as for the first time. */
    @Benchmark
    public NetworkView networkOf2019() throws DocumentException {
        return new NetworkDocuments().viewOfMicrodescriptors(consensus, microdescriptors, IN_2019);
    }

    /** The same, again: digests are checked, but nothing has changed. */
    @Benchmark
    public NetworkView renewalOf2019() throws DocumentException {
        return renewed.viewOfMicrodescriptors(consensus, microdescriptors, IN_2019);
    }
}
