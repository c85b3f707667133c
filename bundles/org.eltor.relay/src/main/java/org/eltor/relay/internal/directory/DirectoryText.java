package org.eltor.relay.internal.directory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eltor.relay.internal.document.Validity;

/**
 * What tor answered, unread.
 *
 * @param enough whether tor says that it has enough directory information to build circuits; the rest is empty if not
 * @param status {@code GETINFO ns/all}
 * @param descriptors {@code GETINFO desc/all-recent}
 * @param microdescriptors {@code GETINFO md/all}; empty where tor has none or was not asked
 * @param validity when tor's consensus may be used; empty when tor does not say
 * @param consensus the consensus itself; empty when tor does not give it out, or it is the one known already
 * @param options values of the options in {@link TorQuestions#OPTIONS}; options that tor does not have are absent
 */
record DirectoryText(
        boolean enough,
        String status,
        String descriptors,
        String microdescriptors,
        Optional<Validity> validity,
        Optional<String> consensus,
        Map<String, List<String>> options) {
    static final DirectoryText NOT_ENOUGH =
            new DirectoryText(false, "", "", "", Optional.empty(), Optional.empty(), Map.of());

    DirectoryText {
        options = Map.copyOf(options);
    }

    /** The last value of an option; empty when it is not set. */
    String option(String name) {
        List<String> values = options.getOrDefault(name, List.of());
        return values.isEmpty() ? "" : values.get(values.size() - 1);
    }

    /** All values of an option with commas between them, as tor joins the lines of a node list. */
    String list(String name) {
        return String.join(",", options.getOrDefault(name, List.of()));
    }

    /** Whether tor works with microdescriptors: unless it is told not to. */
    boolean usesMicrodescriptors() {
        return TorQuestions.usesMicrodescriptors(options);
    }

    /** Whether tor is told to fetch server descriptors, which hold the payment lines. */
    boolean fetchesServerDescriptors() {
        return option("UseMicrodescriptors").equals("0")
                || option("FetchUselessDescriptors").equals("1");
    }
}
