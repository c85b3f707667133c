package org.eltor.devnet.internal.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;
import org.eltor.api.tor.TorMode;
import org.eltor.devnet.internal.audit.RelayAudit;
import org.junit.jupiter.api.Test;

class SummaryTest {

    private final Samples demo = new Samples();

    @Test
    void circuitsAuditsMoneyAndDownloadsAreShown() {
        assertThat(Summary.of(demo.report()))
                .contains(
                        "  1   PRIMARY  relay0 > relay1 > relay2  140 ms    15        15.150 sat  10       1.0 MB  stopped",
                        "  relay0  5         5        0     0",
                        "  relay0  1         1.000 sat    1.000 sat  0.011 sat     1",
                        "  relay5  1000  11   " + "0".repeat(63) + "5",
                        "Money      wallet paid 3.030 sat, ledger says 3.030 sat",
                        "Downloads  20 with 5.0 MB, every byte checked; 0 tried again, 0 failed",
                        "Failovers  0",
                        "Cost       simulated network up after 3.2 s, at most 701.2 MB of memory in this JVM");
    }

    @Test
    void whatIsNotKnownOfTheCostIsLeftOut() {
        demo.moneyUp = Optional.empty();
        assertThat(Summary.of(demo.report())).contains("Cost       at most 701.2 MB of memory in this JVM");
        demo.peakRss = OptionalLong.empty();
        assertThat(Summary.of(demo.report())).noneMatch(line -> line.startsWith("Cost"));
    }

    @Test
    void onlyTheLastPaymentsAreShownByTheirHashes() {
        assertThat(Summary.of(demo.report()))
                .anyMatch(line -> line.endsWith("0".repeat(63) + "3"))
                .noneMatch(line -> line.endsWith("0".repeat(63) + "2"));
    }

    @Test
    void relaysWithoutWorkAreLeftOut() {
        demo.audits.set(0, new RelayAudit(Samples.relay(0), "idle", 0, 0, 0, 0));
        assertThat(Summary.of(demo.report())).noneMatch(line -> line.contains("idle"));
    }

    @Test
    void idsAreShownInEltorMode() {
        demo.mode = TorMode.ELTOR;
        demo.audits.set(0, new RelayAudit(Samples.relay(0), "relay0", 5, 0, 0, 10));
        assertThat(Summary.of(demo.report()))
                .contains("  relay0  5         5        0     0       10")
                .anyMatch(line -> line.endsWith("ids over tor"));
    }
}
