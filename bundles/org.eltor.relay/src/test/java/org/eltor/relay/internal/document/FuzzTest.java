package org.eltor.relay.internal.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Plays with a few mutated documents; {@code -Deltor.fuzz=1000000} plays with a million, {@code -Deltor.fuzz.seed} with
 * others. {@code ./run bench fuzz} does so, too.
 */
class FuzzTest {
    private static final int DOCUMENTS = Integer.getInteger("eltor.fuzz", 40_000);
    private static final long SEED = Long.getLong("eltor.fuzz.seed", 1);

    @Test
    void theSamplesThemselvesAreGood() throws DocumentException {
        List<byte[]> samples = FuzzSamples.all();
        SkipCounts skipped = new SkipCounts();
        Pool pool = new Pool();
        assertThat(ConsensusParser.parse(samples.get(0), pool, skipped).entries())
                .hasSize(3);
        assertThat(new MicrodescriptorCache(pool).read(samples.get(1), skipped)).hasSize(2);
        assertThat(new DescriptorCache(pool, false).read(samples.get(2), skipped))
                .hasSize(2);
        assertThat(new DescriptorCache(pool, true).read(samples.get(3), skipped))
                .hasSize(1);
        assertThat(StatusParser.parse(samples.get(4), pool, skipped)).hasSize(2);
        assertThat(skipped).hasToString("none");
    }

    @Test
    void mutatedDocumentsAreReadOrRefused() {
        FuzzRun.Tally tally = FuzzRun.play(DOCUMENTS, SEED);
        assertThat(tally.read()).isPositive();
        assertThat(tally.refusals()).hasSizeGreaterThan(40);
        assertThat(tally.heapGrowthMebibytes()).isLessThan(64);
    }
}
