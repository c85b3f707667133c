package org.eltor.benchmarks;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.eltor.api.relay.NetworkView;
import org.eltor.relay.internal.directory.NetworkDocuments;
import org.eltor.relay.internal.document.DocumentException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Made-up networks of growing size: the cost of a relay stays the same. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx2g", "-XX:+UseSerialGC", "-XX:ActiveProcessorCount=1"})
public class DirectoryScaleBenchmark {
    static final Instant NOW = Instant.parse("2026-01-01T00:30:00Z");

    /** How many relays there are. */
    @Param({"1000", "10000", "100000"})
    public int relays;

    private MadeUpNetwork network;

    /** Makes up the documents. */
    @Setup
    public void prepare() {
        network = MadeUpNetwork.of(relays);
    }

    /** The whole network, as for the first time. */
    @Benchmark
    public NetworkView network() throws DocumentException {
        return new NetworkDocuments().viewOfMicrodescriptors(network.consensus(), network.microdescriptors(), NOW);
    }
}
