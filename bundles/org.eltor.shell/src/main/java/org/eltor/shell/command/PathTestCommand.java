package org.eltor.shell.command;

import java.security.SecureRandom;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.eltor.api.circuit.CircuitInfo;
import org.eltor.api.relay.NetworkView;
import org.eltor.api.relay.PathExplainer;
import org.eltor.api.relay.PathRequest;
import org.eltor.api.relay.RelaySelector;
import org.eltor.shell.internal.ExplainedException;
import org.eltor.shell.internal.Page;
import org.eltor.shell.internal.PathTest;
import org.eltor.shell.internal.PathTestView;
import org.eltor.shell.internal.WholeNumber;

/** {@code eltor:path-test}. Builds and pays nothing. */
@Service
@Command(scope = "eltor", name = "path-test", description = "Plans many paths without building any, and counts them")
public class PathTestCommand extends PathCommand {
    @Option(name = "--count", description = "How many paths, 1 to 1000000", valueToShowInHelp = "1000")
    String count;

    RandomGenerator random = new SecureRandom();

    @Override
    Page answer() throws ExplainedException, InterruptedException {
        int paths = WholeNumber.parse("--count", count, 1, 1_000_000).orElse(1000);
        NetworkView view = services.requireRelays().view();
        RelaySelector selector = services.requireSelector();
        PathExplainer explainer = services.requireExplainer();
        List<CircuitInfo> beside = live();
        PathRequest request = request(beside);
        PathTest test = PathTest.of(paths, () -> selector.plan(request, view, random), System::nanoTime);
        return PathTestView.of(test, explainer.explain(request, view), beside.size());
    }
}
