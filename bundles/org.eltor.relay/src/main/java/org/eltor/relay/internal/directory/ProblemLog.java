package org.eltor.relay.internal.directory;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the present problem, and logs it when its kind changes rather than whenever it is found again. */
final class ProblemLog {
    private static final Logger LOG = LoggerFactory.getLogger(LiveDirectory.class);

    private volatile String text;
    private Problem kind;

    /** The problem, one line; empty while all is well. Any thread may ask. */
    Optional<String> text() {
        return Optional.ofNullable(text);
    }

    void set(Problem newKind, String newText) {
        text = newText;
        if (kind != newKind) {
            kind = newKind;
            switch (newKind) {
                case UNUSABLE, REFUSED, STALE, UNWEIGHTED, NO_TERMS -> LOG.warn("{}", newText);
                case NOT_ENOUGH -> LOG.info("{}", newText);
                case WAITING -> LOG.debug("{}", newText);
            }
        }
    }

    void clear() {
        text = null;
        kind = null;
    }
}
