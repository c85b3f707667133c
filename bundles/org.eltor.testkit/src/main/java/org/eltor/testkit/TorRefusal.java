package org.eltor.testkit;

import java.util.List;

/** Thrown inside the scripted tor where the real one answers with a status other than 250. */
final class TorRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final transient List<String> texts;

    TorRefusal(int code, String text) {
        this(code, List.of(text));
    }

    /** A reply of several lines, as for two unknown keys at once. */
    TorRefusal(int code, List<String> texts) {
        super(String.join(", ", texts), null, false, false);
        this.code = code;
        this.texts = List.copyOf(texts);
    }

    int code() {
        return code;
    }

    List<String> texts() {
        return texts;
    }
}
