package org.eltor.devnet.internal;

import java.util.Optional;
import java.util.stream.Collectors;
import org.eltor.api.status.ComponentStatus;

/** What the components themselves say stands in their way. */
public final class Problems {

    private Problems() {}

    /** All of it in one line, with a leading separator; where nobody has a problem, where to look. */
    public static String of(Platform platform) {
        String all = platform.all(ComponentStatus.class).stream()
                .flatMap(status -> one(status).stream())
                .sorted()
                .collect(Collectors.joining("; "));
        return "; " + (all.isEmpty() ? "nothing says why: log:display and bundle:list may" : all);
    }

    private static Optional<String> one(ComponentStatus status) {
        return status.problem().map(problem -> status.component() + ": " + problem);
    }
}
