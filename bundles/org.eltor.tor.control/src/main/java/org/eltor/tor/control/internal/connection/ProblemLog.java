package org.eltor.tor.control.internal.connection;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The current problem in one line. Each distinct one is logged once until all is well again, however often it is met.
 * Set by one thread, asked by any.
 */
final class ProblemLog {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemLog.class);

    private final Set<String> logged = new HashSet<>();
    private volatile Optional<String> current = Optional.of("not connected to tor yet");

    void report(String problem) {
        current = Optional.of(problem);
        if (logged.add(problem)) {
            LOG.warn("{}", problem);
        }
    }

    void recovered(String how) {
        current = Optional.empty();
        logged.clear();
        LOG.info("{}", how);
    }

    Optional<String> current() {
        return current;
    }
}
