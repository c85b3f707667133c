package org.eltor.relay.internal;

import java.util.List;
import java.util.random.RandomGenerator;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.NoPathException;
import org.eltor.api.relay.PathPlan;
import org.eltor.api.relay.PathRequest;
import org.eltor.api.relay.RelaySelector;
import org.eltor.relay.internal.path.GuardSet;
import org.eltor.relay.internal.path.NodeList;
import org.eltor.relay.internal.path.NodeLists;
import org.eltor.relay.internal.path.PathSelector;
import org.eltor.relay.internal.path.PositionWeights;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Offers the {@link PathSelector} with the node lists of the configuration. */
@Component(configurationPid = "org.eltor.relay")
@Designate(ocd = RelayConfig.class)
public final class SelectorComponent implements RelaySelector {
    private static final Logger LOG = LoggerFactory.getLogger(SelectorComponent.class);
    private static final List<String> LISTS = List.of("entry.nodes", "exit.nodes", "exclude.nodes", "");

    private final RelaySelector selector;

    @Activate
    public SelectorComponent(@Reference GuardSet guards, RelayConfig config) {
        NodeLists configured = new NodeLists(
                NodeList.parse(config.entry_nodes()),
                NodeList.parse(config.exit_nodes()),
                NodeList.parse(config.exclude_nodes()),
                NodeList.UNSET);
        configured.warnings(LISTS).forEach(warning -> LOG.warn("{}", warning));
        this.selector = new PathSelector(configured, guards, PositionWeights.BANDWIDTH);
    }

    @Override
    public PathPlan plan(PathRequest request, NetworkView view, RandomGenerator random) throws NoPathException {
        return selector.plan(request, view, random);
    }
}
