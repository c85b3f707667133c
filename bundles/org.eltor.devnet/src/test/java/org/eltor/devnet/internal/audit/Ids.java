package org.eltor.devnet.internal.audit;

import java.util.List;
import java.util.stream.IntStream;

/** Payment ids for tests. */
final class Ids {

    private Ids() {}

    /** Ten ids that begin with a digit of their own. */
    static List<String> of(int first) {
        return IntStream.range(0, 10)
                .mapToObj(i -> "%064x".formatted(first * 100 + i))
                .toList();
    }

    /** As they travel in a handshake. */
    static String payload(List<String> ids) {
        return "a".repeat(64) + "b".repeat(64) + String.join("", ids);
    }
}
