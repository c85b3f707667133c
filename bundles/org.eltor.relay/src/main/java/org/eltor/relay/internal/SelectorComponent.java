package org.eltor.relay.internal;

import java.util.random.RandomGenerator;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.NoPathException;
import org.eltor.api.relay.PathExplainer;
import org.eltor.api.relay.PathExplanation;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.PathRequest;
import org.eltor.api.relay.RelayDescriptor;
import org.eltor.api.relay.RelayExplanation;
import org.eltor.api.relay.RelaySelector;
import org.eltor.relay.internal.guard.GuardSet;
import org.eltor.relay.internal.path.ConsensusWeights;
import org.eltor.relay.internal.path.Countries;
import org.eltor.relay.internal.path.HistoryFactors;
import org.eltor.relay.internal.path.PathSelector;
import org.eltor.relay.internal.path.PathSettings;
import org.eltor.relay.internal.path.Surroundings;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Offers the {@link PathSelector} with the settings of the configuration. */
@Component(configurationPid = "org.eltor.relay")
@Designate(ocd = RelayConfig.class)
public final class SelectorComponent implements RelaySelector, PathExplainer {
    private static final Logger LOG = LoggerFactory.getLogger(SelectorComponent.class);

    private final PathSelector selector;

    @Activate
    public SelectorComponent(
            @Reference GuardSet guards,
            @Reference Experienced experience,
            @Reference CountrySource countries,
            RelayConfig config) {
        PathSettings settings = RelaySettings.of(config);
        settings.nodes().warnings().forEach(warning -> LOG.warn("{}", warning));
        boolean history = config.history_influence();
        this.selector = new PathSelector(settings, guards, ConsensusWeights::of, new Surroundings() {
            @Override
            public Countries countries(NetworkView view) {
                return countries.of(view);
            }

            @Override
            public HistoryFactors history() {
                return history ? experience.factors() : HistoryFactors.NONE;
            }
        });
    }

    @Override
    public PathPlan plan(PathRequest request, NetworkView view, RandomGenerator random) throws NoPathException {
        return selector.plan(request, view, random);
    }

    @Override
    public PathExplanation explain(PathRequest request, NetworkView view) {
        return selector.explain(request, view);
    }

    @Override
    public RelayExplanation explain(PathRequest request, NetworkView view, RelayDescriptor relay) {
        return selector.explain(request, view, relay);
    }
}
