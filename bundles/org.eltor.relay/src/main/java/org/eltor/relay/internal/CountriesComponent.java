package org.eltor.relay.internal;

import org.eltor.api.relay.NetworkView;
import org.eltor.api.tor.TorControl;
import org.eltor.relay.internal.path.Countries;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Asks the present tor for the countries of relays, when somebody wants to know. */
@Component(immediate = true) // a delayed component would forget them whenever nobody uses it
public final class CountriesComponent implements CountrySource {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile TorControl tor;

    private final TorCountries countries = new TorCountries();

    @Override
    public Countries of(NetworkView view) {
        TorControl present = tor;
        return present == null ? Countries.NONE : countries.of(view, present);
    }
}
