package org.eltor.devnet.internal;

import java.util.Optional;
import java.util.stream.Collectors;
import org.eltor.api.status.ComponentStatus;

/** What the components themselves say stands in their way. */
public final class Problems {

    private Problems() {}

    /** All of it in one line, with a leading separator; nothing when nobody has a problem. */
    public static String of(Platform platform) {
        String all = platform.all(ComponentStatus.class).stream()
                .flatMap(status -> one(status).stream())
                .sorted()
                .collect(Collectors.joining("; "));
        return all.isEmpty() ? "" : "; " + all;
    }

    private static Optional<String> one(ComponentStatus status) {
        return status.problem().map(problem -> status.component() + ": " + problem);
    }
}
