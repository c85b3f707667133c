package org.eltor.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.karaf.features.BootFinished;
import org.apache.karaf.features.FeaturesService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleRevision;

@ExtendWith(KarafExtension.class)
public class DistributionIT {
    @Inject
    BundleContext context;

    @Inject
    FeaturesService features;

    @Inject
    BootFinished bootFinished;

    @Test
    public void bootsEltor() throws Exception {
        assertThat(features.isInstalled(features.getFeature("eltor"))).isTrue();
        assertThat(eltorBundles())
                .contains("org.eltor.api", "org.eltor.circuit", "org.eltor.payment", "org.eltor.tor.control");
    }

    @Test
    public void startsEveryBundle() {
        assertThat(bundles().filter(bundle -> !isFragment(bundle)))
                .allSatisfy(bundle -> assertThat(bundle.getState())
                        .as(bundle.getSymbolicName())
                        .isEqualTo(Bundle.ACTIVE));
    }

    @Test
    public void leavesTestMeansAndDevnetOut() throws Exception {
        assertThat(eltorBundles()).doesNotContain("org.eltor.testkit");
        assertThat(features.isInstalled(features.getFeature("eltor-devnet"))).isFalse();
    }

    @Test
    public void opensNoManagementPort() {
        assertThat(bundles().map(Bundle::getSymbolicName)).noneMatch(name -> name.contains("karaf.management"));
    }

    @Test
    public void installsTheDevnetWithoutANetwork() throws Exception {
        features.installFeature("eltor-devnet");
        try {
            assertThat(eltorBundles()).contains("org.eltor.devnet", "org.eltor.wallet.simulated");
            startsEveryBundle();
        } finally {
            features.uninstallFeature("eltor-devnet");
        }
    }

    private Stream<Bundle> bundles() {
        return Arrays.stream(context.getBundles());
    }

    private Stream<String> eltorBundles() {
        return bundles().map(Bundle::getSymbolicName).filter(name -> name.startsWith("org.eltor."));
    }

    private static boolean isFragment(Bundle bundle) {
        return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }
}
