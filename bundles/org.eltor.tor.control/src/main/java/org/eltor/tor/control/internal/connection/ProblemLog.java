package org.eltor.tor.control.internal.connection;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The current problem in one line. Each distinct one is logged once until all is well again, however often it is met.
 * Set by one thread, asked by any.
 */
final class ProblemLog {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemLog.class);

    private final Consumer<String> warn;
    private final Consumer<String> inform;
    private final Set<String> logged = new HashSet<>();
    private volatile Optional<String> current = Optional.of("not connected to tor yet");

    ProblemLog() {
        this(LOG::warn, LOG::info);
    }

    ProblemLog(Consumer<String> warn, Consumer<String> inform) {
        this.warn = warn;
        this.inform = inform;
    }

    void report(String problem) {
        current = Optional.of(problem);
        if (logged.add(problem)) {
            warn.accept(problem);
        }
    }

    void recovered(String how) {
        current = Optional.empty();
        logged.clear();
        inform.accept(how);
    }

    Optional<String> current() {
        return current;
    }
}
